package dev.leeward.fuzz;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leeward.answer.Asked;
import dev.leeward.answer.Client;
import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.OPTRecord;

/**
 * What holds for every packet: no exception; an answer that dnsjava reads, with the packet's ID, no
 * longer than it may be, or silence where a header is missing or a response came; and the good
 * query directly behind it gets the answer that it always gets. Owned by one run.
 */
final class AnsweredOrIgnored {
  static final List<String> GOOD_QUESTIONS =
      List.of(
          "rt.types.example. A",
          "x.y.wild.example. MX",
          "c5.alias.example. A",
          "leaf.ddd.alias.example. A",
          "www.in.cuts.example. A",
          "nope.example. TXT");

  private static final int HEADER = 12;
  private static final int UDP_SIZE = 1232;
  private static final int UDP_SIZE_WITHOUT_EDNS = 512;
  private static final int TCP_SIZE = 65535;
  private static final Client OVER_UDP = Client.overUdp(Asked.FRIEND);

  private final Asked asked;
  private final List<byte[]> goodQueries;
  private final List<byte[]> goodAnswers;
  private long packets;
  private long answers;

  AnsweredOrIgnored(Asked asked) {
    this.asked = asked;
    this.goodQueries =
        GOOD_QUESTIONS.stream().map(question -> Asked.query(question).toWire()).toList();
    this.goodAnswers = goodQueries.stream().map(query -> asked.octets(query, OVER_UDP)).toList();
  }

  void check(byte[] packet) {
    Client client = packets++ % 2 == 0 ? OVER_UDP : Asked.OVER_TCP;
    try {
      checkAnswer(packet, asked.octets(packet, client), client);
      int good = (int) (packets % goodQueries.size());
      assertArrayEquals(goodAnswers.get(good), asked.octets(goodQueries.get(good), OVER_UDP));
    } catch (RuntimeException | AssertionError | IOException e) {
      throw new AssertionError("packet " + HexFormat.of().formatHex(packet), e);
    }
  }

  long packets() {
    return packets;
  }

  long answers() {
    return answers;
  }

  private void checkAnswer(byte[] packet, byte[] octets, Client client) throws IOException {
    boolean mayBeSilent = packet.length < HEADER || (packet[2] & 0x80) != 0;
    assertEquals(mayBeSilent, octets.length == 0, "silence");
    if (octets.length == 0) {
      return;
    }
    answers++;
    Message answer = new Message(octets);
    assertEquals((packet[0] & 0xFF) << 8 | packet[1] & 0xFF, answer.getHeader().getID(), "ID");
    assertTrue(answer.getHeader().getFlag(Flags.QR), "QR");
    int limit = client.transport().isStream() ? TCP_SIZE : udpLimit(packet, answer.getOPT());
    assertTrue(octets.length <= limit, octets.length + " octets");
  }

  /** As an independent reader understands the query, where it can read it. */
  private static int udpLimit(byte[] packet, @Nullable OPTRecord answered) {
    if (answered == null) {
      return UDP_SIZE_WITHOUT_EDNS;
    }
    try {
      OPTRecord asked = new Message(packet).getOPT();
      return asked == null
          ? UDP_SIZE
          : Math.clamp(asked.getPayloadSize(), UDP_SIZE_WITHOUT_EDNS, UDP_SIZE);
    } catch (IOException unreadable) {
      return UDP_SIZE;
    }
  }
}
