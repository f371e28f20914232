package dev.leeward.conformance;

import org.junit.jupiter.api.Test;

/** Wildcards: the zone of section 2.2.1, every question that the RFC asks it, and section 4. */
class Rfc4592Test {
  private static final String ZONE =
      """
      $ORIGIN example.
      example.                 3600 IN  SOA   ns.example.com. hostmaster 1 2 3 4 3600
      example.                 3600     NS    ns.example.com.
      example.                 3600     NS    ns.example.net.
      *.example.               3600     TXT   "this is a wildcard"
      *.example.               3600     MX    10 host1.example.
      sub.*.example.           3600     TXT   "this is not a wildcard"
      host1.example.           3600     A     192.0.2.1
      _ssh._tcp.host1.example. 3600     SRV   0 0 22 host1
      _ssh._tcp.host2.example. 3600     SRV   0 0 22 host1
      subdel.example.          3600     NS    ns.example.com.
      subdel.example.          3600     NS    ns.example.net.
      """;
  private static final String SOA =
      "authority: example. 3600 SOA ns.example.com. hostmaster.example. 1 2 3 4 3600\n";
  private static final String NO_DATA = "NOERROR aa\n" + SOA;
  private static final String NAME_ERROR = "NXDOMAIN aa\n" + SOA;

  private final Served example = Served.zone("example.", ZONE);

  private static Served with(String records) {
    return Served.zone("example.", ZONE + "$TTL 3600\n" + records);
  }

  @Test
  void section221WhatIsSynthesized() {
    example
        .asked("host3.example. MX")
        .is(
            """
            NOERROR aa
            answer: host3.example. 3600 MX 10 host1.example.
            additional: host1.example. 3600 A 192.0.2.1
            """);
    example.asked("host3.example. A").is(NO_DATA);
    example
        .asked("foo.bar.example. TXT")
        .is(
            """
            NOERROR aa
            answer: foo.bar.example. 3600 TXT "this is a wildcard"
            """);
  }

  @Test
  void section221WhatIsNotSynthesized() {
    example.asked("host1.example. MX").is(NO_DATA);
    example.asked("sub.*.example. MX").is(NO_DATA);
    example.asked("_telnet._tcp.host1.example. SRV").is(NAME_ERROR);
    example
        .asked("host.subdel.example. A")
        .is(
            """
            NOERROR
            authority: subdel.example. 3600 NS ns.example.com.
            authority: subdel.example. 3600 NS ns.example.net.
            """);
    example.asked("ghost.*.example. MX").is(NAME_ERROR);
  }

  /** The table of section 3.3.1: closest enclosers and sources of synthesis. */
  @Test
  void section331TheSourceOfSynthesis() {
    example
        .asked("host3.example. TXT")
        .is("NOERROR aa\nanswer: host3.example. 3600 TXT \"this is a wildcard\"\n");
    example.asked("_telnet._tcp.host1.example. TXT").is(NAME_ERROR);
    example.asked("_dns._udp.host2.example. TXT").is(NAME_ERROR);
    example
        .asked("_telnet._tcp.host3.example. TXT")
        .is("NOERROR aa\nanswer: _telnet._tcp.host3.example. 3600 TXT \"this is a wildcard\"\n");
    example
        .asked("_chat._udp.host3.example. TXT")
        .is("NOERROR aa\nanswer: _chat._udp.host3.example. 3600 TXT \"this is a wildcard\"\n");
    example.asked("foobar.*.example. TXT").is(NAME_ERROR);
  }

  @Test
  void section213TheAsteriskIsAskedForLikeAnyName() {
    example
        .asked("*.example. MX")
        .is(
            """
            NOERROR aa
            answer: *.example. 3600 MX 10 host1.example.
            additional: host1.example. 3600 A 192.0.2.1
            """);
  }

  @Test
  void section222AnEmptyNonTerminalStopsTheWildcard() {
    example.asked("_tcp.host2.example. TXT").is(NO_DATA);
    example.asked("host2.example. TXT").is(NO_DATA);
  }

  @Test
  void section42NsAtAWildcardIsDataAndDelegatesNothing() {
    Served served = with("*.ns NS ns.example.com.\n*.ns TXT here\n");
    served
        .asked("x.ns.example. NS")
        .is("NOERROR aa\nanswer: x.ns.example. 3600 NS ns.example.com.\n");
    served.asked("x.ns.example. TXT").is("NOERROR aa\nanswer: x.ns.example. 3600 TXT here\n");
    served.asked("x.ns.example. A").is(NO_DATA);
  }

  @Test
  void section43AWildcardAliasIsSynthesizedAndFollowed() {
    with("*.alias CNAME host1\n")
        .asked("a.b.alias.example. A")
        .is(
            """
            NOERROR aa
            answer: a.b.alias.example. 3600 CNAME host1.example.
            answer: host1.example. 3600 A 192.0.2.1
            """);
  }

  @Test
  void section43AWildcardAliasMayLeadToAnotherWildcard() {
    with("*.alias CNAME x.y.more\n*.more A 192.0.2.7\n")
        .asked("a.alias.example. A")
        .is(
            """
            NOERROR aa
            answer: a.alias.example. 3600 CNAME x.y.more.example.
            answer: x.y.more.example. 3600 A 192.0.2.7
            """);
  }

  @Test
  void section44DnameAtAWildcardRedirectsOnlyBelowTheAsterisk() {
    Served served = with("*.old DNAME new\nwww.new A 192.0.2.8\n");
    served.asked("www.x.old.example. A").is(NO_DATA);
    served
        .asked("www.*.old.example. A")
        .is(
            """
            NOERROR aa
            answer: *.old.example. 3600 DNAME new.example.
            answer: www.*.old.example. 3600 CNAME www.new.example.
            answer: www.new.example. 3600 A 192.0.2.8
            """);
  }

  @Test
  void section45SrvAtAWildcardBringsItsHost() {
    with("*._tcp.any SRV 0 0 80 host1\n")
        .asked("_http._tcp.any.example. SRV")
        .is(
            """
            NOERROR aa
            answer: _http._tcp.any.example. 3600 SRV 0 0 80 host1.example.
            additional: host1.example. 3600 A 192.0.2.1
            """);
  }

  @Test
  void section49AnEmptyNonTerminalWildcardCovers() {
    Served served = with("deep.*.hollow A 192.0.2.9\n");
    served.asked("x.hollow.example. A").is(NO_DATA);
    served.asked("x.y.hollow.example. A").is(NO_DATA);
    served.asked("*.hollow.example. A").is(NO_DATA);
    served.asked("x.*.hollow.example. A").is(NAME_ERROR);
  }

  @Test
  void theDeepestWildcardWinsAndNeverTheOneAbove() {
    Served served = with("*.a TXT outer\n*.b.a TXT inner\nc.b.a A 192.0.2.10\n");
    served.asked("x.b.a.example. TXT").is("NOERROR aa\nanswer: x.b.a.example. 3600 TXT inner\n");
    served.asked("x.y.a.example. TXT").is("NOERROR aa\nanswer: x.y.a.example. 3600 TXT outer\n");
    served.asked("x.c.b.a.example. TXT").is(NAME_ERROR);
    served.asked("b.a.example. TXT").is(NO_DATA);
  }

  @Test
  void aDelegationBelowAWildcardsParentIsNoWildcardsBusiness() {
    with("*.w A 192.0.2.11\ncut.w NS ns.cut.w\nns.cut.w A 192.0.2.12\n")
        .asked("x.cut.w.example. A")
        .is(
            """
            NOERROR
            authority: cut.w.example. 3600 NS ns.cut.w.example.
            additional: ns.cut.w.example. 3600 A 192.0.2.12
            """);
  }
}
