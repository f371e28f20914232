package dev.leeward.answer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leeward.dns.Rcode;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.Flags;
import org.xbill.DNS.GenericEDNSOption;
import org.xbill.DNS.Message;
import org.xbill.DNS.OPTRecord;

/**
 * Whatever comes in, nothing is thrown, and what goes out is a response that dnsjava can read, or
 * nothing.
 */
class HostilePacketsTest {
  private static final long SEED = 20260101;
  private static final int PACKETS = 10_000;
  private static final String ZONE =
      """
      $TTL 60
      @ SOA ns h 1 1 1 1 30
      @ NS ns
      @ MX 10 www
      ns A 192.0.2.1
      www A 192.0.2.2
      *.w CNAME www
      old DNAME new
      d NS ns.d
      ns.d A 192.0.2.3
      """;
  private static final String[] QUESTIONS = {
    "www.example.com. A",
    "example.com. MX",
    "a.w.example.com. A",
    "x.old.example.com. A",
    "x.d.example.com. A",
    "www.leeward. CH TXT",
    "example.com. ANY",
  };

  private final Random random = new Random(SEED);
  private final Asked asked = Asked.of("example.com.", ZONE);

  @Test
  void randomOctetsAreIgnoredOrAnswered() {
    for (int i = 0; i < PACKETS; i++) {
      byte[] packet = new byte[random.nextInt(600)];
      random.nextBytes(packet);
      check(packet);
    }
  }

  @Test
  void queriesThatWereCutOffOrChangedAreIgnoredOrAnswered() {
    for (int i = 0; i < PACKETS; i++) {
      byte[] packet = query();
      if (random.nextBoolean()) {
        packet = Arrays.copyOf(packet, random.nextInt(packet.length + 20));
      }
      for (int changes = random.nextInt(4); changes > 0 && packet.length > 0; changes--) {
        packet[random.nextInt(packet.length)] = (byte) random.nextInt(256);
      }
      check(packet);
    }
  }

  @Test
  void loopsOfCompressionPointersAreAnsweredWithFormerr() {
    for (int i = 0; i < PACKETS; i++) {
      byte[] packet = query();
      int at = 12 + random.nextInt(packet.length - 13);
      packet[at] = (byte) (0xC0 | random.nextInt(2));
      packet[at + 1] = (byte) random.nextInt(256);
      check(packet);
    }
    byte[] toItself = query();
    toItself[12] = (byte) 0xC0;
    toItself[13] = 12;
    assertEquals(1, Asked.read(check(toItself)).getRcode());
  }

  @Test
  void everyFateIsTold() {
    Map<Fate, Integer> fates = new EnumMap<>(Fate.class);
    Asked observed = Asked.observed(new Counting(fates));
    Client client = Client.overUdp(Asked.STRANGER);
    byte[] query = Asked.query("example.com. A").toWire();
    observed.octets(query, client);
    observed.octets(Arrays.copyOf(query, 14), client);
    observed.octets(Arrays.copyOf(query, 11), client);
    byte[] status = query.clone();
    status[2] = 2 << 3;
    observed.octets(status, client);
    assertEquals(
        Map.of(Fate.REFUSED, 1, Fate.MALFORMED, 1, Fate.IGNORED, 1, Fate.UNSUPPORTED, 1), fates);
  }

  private byte[] query() {
    Message query = Asked.query(QUESTIONS[random.nextInt(QUESTIONS.length)]);
    if (random.nextBoolean()) {
      GenericEDNSOption option = new GenericEDNSOption(random.nextInt(20) + 100, new byte[8]);
      Asked.withOpt(query, new OPTRecord(1232, 0, 0, 0, List.of(option)));
    }
    return query.toWire();
  }

  private byte[] check(byte[] packet) {
    Transport transport = random.nextBoolean() ? Transport.UDP : Transport.TCP;
    byte[] octets = asked.octets(packet, new Client(transport, Asked.FRIEND, 100));
    boolean mayBeSilent = packet.length < 12 || (packet[2] & 0x80) != 0;
    assertEquals(mayBeSilent, octets.length == 0);
    if (octets.length > 0) {
      assertTrue(Asked.read(octets).getHeader().getFlag(Flags.QR));
    }
    return octets;
  }

  private enum Fate {
    REFUSED,
    MALFORMED,
    UNSUPPORTED,
    IGNORED
  }

  private record Counting(Map<Fate, Integer> fates) implements AnswerObserver {
    @Override
    public void answered(Transport transport, Rcode rcode, boolean truncated) {
      fates.merge(Fate.valueOf(rcode.name()), 1, Integer::sum);
    }

    @Override
    public void malformed(Transport transport) {
      fates.merge(Fate.MALFORMED, 1, Integer::sum);
    }

    @Override
    public void unsupported(Transport transport) {
      fates.merge(Fate.UNSUPPORTED, 1, Integer::sum);
    }

    @Override
    public void ignored(Transport transport) {
      fates.merge(Fate.IGNORED, 1, Integer::sum);
    }
  }
}
