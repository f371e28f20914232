package dev.leeward.answer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.leeward.zone.TestZones;
import org.junit.jupiter.api.Test;

/** RFC 1035 section 3.3, RFC 2782 and RFC 9460 section 4.1. */
class AdditionalDataTest {
  private static final String ZONE =
      """
      $TTL 60
      @ SOA ns h 1 1 1 1 30
      @ NS ns.d
      @ MX 10 mx
      @ MX 20 mx
      @ MX 30 x.w
      @ MX 40 mx.example.net.
      mx A 192.0.2.2
      mx AAAA 2001:db8::2
      *.w A 192.0.2.3
      d NS ns.d
      ns.d A 192.0.2.4
      away NS ns.example.net.
      srv SRV 0 0 80 mx
      srv2 SRV 0 0 80 ns.d
      https HTTPS 1 mx alpn=h2
      self HTTPS 1 . alpn=h2
      self A 192.0.2.5
      none HTTPS 0 .
      none A 192.0.2.6
      """;

  private final Asked asked =
      Asked.of(
          TestZones.zone("example.com.", ZONE),
          TestZones.zone(
              "example.net.",
              "$TTL 60\n@ SOA ns h 1 1 1 1 30\n@ NS ns\nmx A 192.0.2.9\nns A 192.0.2.8\n"));

  @Test
  void mailServersBringTheirAddressesOnceAndOnlyThoseThatAResolverMayBelieveFromHere() {
    String expected =
        """
        NOERROR aa
        answer: example.com. 60 MX 10 mx.example.com.
        answer: example.com. 60 MX 20 mx.example.com.
        answer: example.com. 60 MX 30 x.w.example.com.
        answer: example.com. 60 MX 40 mx.example.net.
        additional: mx.example.com. 60 A 192.0.2.2
        additional: mx.example.com. 60 AAAA 2001:db8:0:0:0:0:0:2
        additional: x.w.example.com. 60 A 192.0.2.3
        """;
    assertEquals(expected, asked.answer("example.com. MX"));
  }

  @Test
  void aReferralBringsNoAddressesFromOutsideTheDelegatingZone() {
    String expected =
        """
        NOERROR
        authority: away.example.com. 60 NS ns.example.net.
        """;
    assertEquals(expected, asked.answer("www.away.example.com. A"));
  }

  @Test
  void nameServersBelowACutBringGlueButOtherHostsDoNot() {
    String nameServer =
        """
        NOERROR aa
        answer: example.com. 60 NS ns.d.example.com.
        additional: ns.d.example.com. 60 A 192.0.2.4
        """;
    assertEquals(nameServer, asked.answer("example.com. NS"));
    String service =
        """
        NOERROR aa
        answer: srv2.example.com. 60 SRV 0 0 80 ns.d.example.com.
        """;
    assertEquals(service, asked.answer("srv2.example.com. SRV"));
  }

  @Test
  void servicesBringTheAddressesOfTheirTargets() {
    assertEquals(
        """
        NOERROR aa
        answer: srv.example.com. 60 SRV 0 0 80 mx.example.com.
        additional: mx.example.com. 60 A 192.0.2.2
        additional: mx.example.com. 60 AAAA 2001:db8:0:0:0:0:0:2
        """,
        asked.answer("srv.example.com. SRV"));
    assertEquals(
        """
        NOERROR aa
        answer: https.example.com. 60 HTTPS 1 mx.example.com. alpn=h2
        additional: mx.example.com. 60 A 192.0.2.2
        additional: mx.example.com. 60 AAAA 2001:db8:0:0:0:0:0:2
        """,
        asked.answer("https.example.com. HTTPS"));
  }

  @Test
  void aDotIsTheOwnerInAServiceAndNothingInAnAlias() {
    assertEquals(
        """
        NOERROR aa
        answer: self.example.com. 60 HTTPS 1 . alpn=h2
        additional: self.example.com. 60 A 192.0.2.5
        """,
        asked.answer("self.example.com. HTTPS"));
    assertEquals(
        """
        NOERROR aa
        answer: none.example.com. 60 HTTPS 0 .
        """,
        asked.answer("none.example.com. HTTPS"));
  }
}
