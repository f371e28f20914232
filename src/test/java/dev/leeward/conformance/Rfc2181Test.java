package dev.leeward.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leeward.zone.TestZones;
import dev.leeward.zone.ZoneDefectKind;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;

/** Clarifications to the DNS specification. */
class Rfc2181Test {
  private static final String APEX =
      """
      $TTL 60
      @ SOA ns h 1 1 1 1 30
      @ NS ns
      ns A 192.0.2.1
      """;

  @Test
  void section52AnRrsetHasOneTtlTheLowest() {
    Served.zone("example.", APEX + "www 300 A 192.0.2.2\nwww 100 A 192.0.2.3\n")
        .asked("www.example. A")
        .is(
            """
            NOERROR aa
            answer: www.example. 100 A 192.0.2.2
            answer: www.example. 100 A 192.0.2.3
            """);
  }

  @Test
  void section5RecordsThatAreEqualAreOne() {
    Served.zone("example.", APEX + "www A 192.0.2.2\nWWW A 192.0.2.2\n@ MX 1 www\n@ MX 1 WWW\n")
        .asked("example. MX")
        .is(
            """
            NOERROR aa
            answer: example. 60 MX 1 www.example.
            additional: www.example. 60 A 192.0.2.2
            """);
  }

  @Test
  void section61TheParentIsNotAuthoritativeForTheNsAtACut() {
    Served.zone("example.", APEX + "sub NS ns.sub\nns.sub A 192.0.2.2\n")
        .asked("sub.example. NS")
        .is(
            """
            NOERROR
            authority: sub.example. 60 NS ns.sub.example.
            additional: ns.sub.example. 60 A 192.0.2.2
            """);
  }

  @Test
  void section9OnlyWhatIsRequiredSetsTc() {
    StringBuilder zone = new StringBuilder(APEX);
    for (int i = 0; i < 13; i++) {
      zone.append("@ MX 1 mx%d\nmx%d A 192.0.2.7\nmx%d AAAA 2001:db8::7\n".formatted(i, i, i));
    }
    for (int i = 0; i < 31; i++) {
      zone.append("many A 198.51.100.%d\n".formatted(i));
    }
    Served served = Served.zone("example.", zone.toString());
    Message mail = served.askedOverUdp("example. MX").message();
    assertEquals(13, mail.getSection(1).size());
    assertTrue(mail.getSection(3).size() < 26 && !mail.getHeader().getFlag(Flags.TC));
    Message many = served.askedOverUdp("many.example. A").message();
    assertTrue(many.getHeader().getFlag(Flags.TC));
    assertEquals(List.of(), many.getSection(1), "never a part of an RRset");
  }

  @Test
  void section101AnAliasHasNoOtherData() {
    assertEquals(
        List.of(ZoneDefectKind.CNAME_AND_OTHER_DATA),
        TestZones.parse("example.", APEX + "a CNAME ns\na TXT x\n").defects().stream()
            .map(defect -> defect.kind())
            .toList());
  }

  @Test
  void section102ANamePointsToSeveralNames() {
    Served.zone("2.0.192.in-addr.arpa.", APEX + "7 PTR a.example.\n7 PTR b.example.\n")
        .asked("7.2.0.192.in-addr.arpa. PTR")
        .is(
            """
            NOERROR aa
            answer: 7.2.0.192.in-addr.arpa. 60 PTR a.example.
            answer: 7.2.0.192.in-addr.arpa. 60 PTR b.example.
            """);
  }

  @Test
  void section11ALabelIsAnyOctets() {
    Served.zone("example.", APEX + "\\000\\255\\.\\032_ A 192.0.2.9\n")
        .asked("\\000\\255\\.\\032_.example. A")
        .is(
            """
            NOERROR aa
            answer: \\000\\255\\.\\032_.example. 60 A 192.0.2.9
            """);
  }
}
