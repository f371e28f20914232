package dev.leeward.answer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leeward.zone.TestZones;
import dev.leeward.zone.Zone;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.EDNSOption;
import org.xbill.DNS.GenericEDNSOption;
import org.xbill.DNS.Message;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.TcpKeepaliveOption;

/** RFC 7828 keepalive, RFC 7830 and 8467 padding, RFC 9660 zone version. */
class StreamOptionsTest {
  private static final int PADDING = 12;
  private static final int ZONEVERSION = 19;
  private static final Zone ZONE =
      TestZones.zone(
          "example.com.",
          """
          $TTL 60
          @ SOA ns h 2026030100 1 1 1 30
          @ NS ns
          ns A 192.0.2.1
          away CNAME www.example.org.
          sub NS ns
          big TXT %s
          """
              .formatted(("\"" + "b".repeat(250) + "\" ").repeat(8)));
  private static final Client OVER_TLS = new Client(Transport.TLS, Asked.FRIEND, 95);

  private final Asked asked = Asked.of(ZONE);

  private static Message with(String question, EDNSOption... options) {
    return Asked.withOpt(Asked.query(question), new OPTRecord(1232, 0, 0, 0, List.of(options)));
  }

  private Message overTls(Message query) {
    return Asked.read(asked.octets(query.toWire(), OVER_TLS));
  }

  @Test
  void theIdleTimeoutIsToldOverStreamsWhenAskedFor() {
    Message query = with("ns.example.com. A", new TcpKeepaliveOption());
    TcpKeepaliveOption told = (TcpKeepaliveOption) overTls(query).getOPT().getOptions().getFirst();
    assertEquals(95, told.getTimeout().orElseThrow());
    assertTrue(asked.overUdp(query).getOPT().getOptions().isEmpty());
    assertTrue(overTls(with("ns.example.com. A")).getOPT().getOptions().isEmpty());
  }

  @Test
  void answersOverTlsArePaddedToFullBlocksWhenAskedFor() {
    EDNSOption padding = new GenericEDNSOption(PADDING, new byte[3]);
    for (String question : List.of("ns.example.com. A", "big.example.com. TXT", "nope.org. A")) {
      byte[] octets = asked.octets(with(question, padding).toWire(), OVER_TLS);
      assertEquals(0, octets.length % 468, question);
      List<EDNSOption> options = Asked.read(octets).getOPT().getOptions();
      assertEquals(PADDING, options.getLast().getCode());
    }
    assertTrue(overTls(with("ns.example.com. A")).getOPT().getOptions().isEmpty());
  }

  @Test
  void nothingIsPaddedWhereItCanBeRead() {
    Message query = with("ns.example.com. A", new GenericEDNSOption(PADDING, new byte[3]));
    assertTrue(asked.overTcp(query).getOPT().getOptions().isEmpty());
    assertTrue(asked.overUdp(query).getOPT().getOptions().isEmpty());
  }

  @Test
  void theVersionOfTheZoneIsToldForEveryNameInIt() {
    for (String name : List.of("ns", "nope", "away", "x.sub")) {
      assertVersion(asked.overUdp(with(name + ".example.com. A", version())));
    }
    assertVersion(asked.overUdp(with("example.com. ANY SOA", version())));
  }

  private static EDNSOption version() {
    return new GenericEDNSOption(ZONEVERSION, new byte[0]);
  }

  private static void assertVersion(Message answer) {
    EDNSOption option = option(answer);
    assertNotNull(option);
    ByteBuffer expected = ByteBuffer.allocate(10).putShort((short) ZONEVERSION).putShort((short) 6);
    expected.put((byte) 2).put((byte) 0).putInt(2026030100);
    assertArrayEquals(expected.array(), option.toWire());
  }

  private static @Nullable EDNSOption option(Message answer) {
    return answer.getOPT().getOptions().stream()
        .filter(each -> each.getCode() == ZONEVERSION)
        .findFirst()
        .orElse(null);
  }

  @Test
  void noVersionIsToldOutsideOfZonesOrToAQuestionWithContent() {
    assertNull(option(asked.overUdp(with("www.example.org. A", version()))));
    EDNSOption filled = new GenericEDNSOption(ZONEVERSION, new byte[6]);
    assertNull(option(asked.overUdp(with("ns.example.com. A", filled))));
  }
}
