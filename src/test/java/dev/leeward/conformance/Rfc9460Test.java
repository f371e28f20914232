package dev.leeward.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leeward.zone.TestZones;
import dev.leeward.zone.ZoneDefectKind;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** SVCB and HTTPS: the test vectors of appendix D, and the additional section of 4.1. */
class Rfc9460Test {
  private static final String APEX =
      """
      $TTL 60
      @ SOA ns h 1 1 1 1 30
      @ NS ns
      ns A 192.0.2.1
      """;
  private static final String FOO_COM = "03666f6f076578616d706c6503636f6d00";
  private static final String FOO_ORG = "03666f6f076578616d706c65036f726700";

  @Test
  void appendixD1AliasForm() {
    assertWire("0000" + FOO_COM, "HTTPS 0 foo.example.com.");
  }

  @Test
  void appendixD2ServiceForm() {
    assertWire("000100", "SVCB 1 .");
    assertWire("0010" + FOO_COM + "000300020035", "SVCB 16 foo.example.com. port=53");
    assertWire("0001" + FOO_COM + "029b000568656c6c6f", "SVCB 1 foo.example.com. key667=hello");
    assertWire(
        "0001" + FOO_COM + "029b000968656c6c6fd2716f6f",
        "SVCB 1 foo.example.com. key667=\"hello\\210qoo\"");
    assertWire(
        "0001"
            + FOO_COM
            + "00060020"
            + "20010db8000000000000000000000001"
            + "20010db8000000000000000000530001",
        "SVCB 1 foo.example.com. ipv6hint=\"2001:db8::1,2001:db8::53:1\"");
    assertWire(
        "0010"
            + FOO_ORG
            + "0000000400010004"
            + "00010009026832" // alpn, 9 octets: h2
            + "0568332d3139"
            + "00040004c0000201",
        "SVCB 16 foo.example.org. alpn=h2,h3-19 mandatory=ipv4hint,alpn ipv4hint=192.0.2.1");
    assertWire(
        "0010" + FOO_ORG + "0001000c08665c6f6f2c626172026832",
        "SVCB 16 foo.example.org. alpn=f\\\\\\092oo\\092,bar,h2");
  }

  @Test
  void appendixD3FailureCases() {
    assertRefused("SVCB 1 foo.example.com. key123=abc key123=def");
    assertRefused("SVCB 1 foo.example.com. mandatory");
    assertRefused("SVCB 1 foo.example.com. alpn");
    assertRefused("SVCB 1 foo.example.com. port");
    assertRefused("SVCB 1 foo.example.com. ipv4hint");
    assertRefused("SVCB 1 foo.example.com. ipv6hint");
    assertRefused("SVCB 1 foo.example.com. no-default-alpn=abc");
    assertRefused("SVCB 1 foo.example.com. mandatory=key123");
    assertRefused("SVCB 1 foo.example.com. mandatory=mandatory");
    assertRefused("SVCB 1 foo.example.com. mandatory=key123,key123 key123=abc");
  }

  @Test
  void section41TheTargetsAddressesComeAlong() {
    Served.zone(
            "example.",
            APEX
                + "www HTTPS 1 . alpn=h2\nwww HTTPS 2 pool\nwww A 192.0.2.2\npool AAAA 2001:db8::3\n")
        .asked("www.example. HTTPS")
        .is(
            """
            NOERROR aa
            answer: www.example. 60 HTTPS 1 . alpn=h2
            answer: www.example. 60 HTTPS 2 pool.example.
            additional: www.example. 60 A 192.0.2.2
            additional: pool.example. 60 AAAA 2001:db8:0:0:0:0:0:3
            """);
  }

  @Test
  void section25ADotIsTheOwnerInAServiceAndNothingInAnAlias() {
    Served.zone(
            "example.",
            APEX + "*.w SVCB 1 . port=53\n*.w A 192.0.2.4\nno SVCB 0 .\nno A 192.0.2.5\n")
        .asked("x.w.example. SVCB")
        .is(
            """
            NOERROR aa
            answer: x.w.example. 60 SVCB 1 . port=53
            additional: x.w.example. 60 A 192.0.2.4
            """);
    Served.zone("example.", APEX + "no SVCB 0 .\nno A 192.0.2.5\n")
        .asked("no.example. SVCB")
        .is("NOERROR aa\nanswer: no.example. 60 SVCB 0 .\n");
  }

  private static void assertWire(String expected, String record) {
    byte[] data =
        Served.zone("example.", APEX + "x " + record + "\n")
            .asked("x.example. " + record.substring(0, record.indexOf(" ")))
            .message()
            .getSection(1)
            .getFirst()
            .rdataToWireCanonical();
    assertEquals(expected, HexFormat.of().formatHex(data), record);
  }

  private static void assertRefused(String record) {
    List<ZoneDefectKind> found =
        TestZones.parse("example.", APEX + "x " + record + "\n").defects().stream()
            .map(defect -> defect.kind())
            .toList();
    assertTrue(found.contains(ZoneDefectKind.SYNTAX_ERROR), record + ": " + found);
  }
}
