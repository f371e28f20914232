package dev.leeward.answer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** The zone and the questions of RFC 4592 section 2.2.1, and aliases beside them. */
class Rfc4592WildcardTest {
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
      *.alias.example.         3600     CNAME host1
      """;
  private static final String SOA =
      "authority: example. 3600 SOA ns.example.com. hostmaster.example. 1 2 3 4 3600\n";
  private static final String NO_DATA = "NOERROR aa\n" + SOA;
  private static final String NAME_ERROR = "NXDOMAIN aa\n" + SOA;

  private final Asked example = Asked.of("example.", ZONE);

  @Test
  void aNameThatNothingElseCoversIsSynthesized() {
    String expected =
        """
        NOERROR aa
        answer: host3.example. 3600 MX 10 host1.example.
        additional: host1.example. 3600 A 192.0.2.1
        """;
    assertEquals(expected, example.answer("host3.example. MX"));
    assertEquals(NO_DATA, example.answer("host3.example. A"));
    String text =
        """
        NOERROR aa
        answer: foo.bar.example. 3600 TXT "this is a wildcard"
        """;
    assertEquals(text, unquoted(example.answer("foo.bar.example. TXT")));
  }

  @Test
  void aNameThatExistsIsNotSynthesized() {
    assertEquals(NO_DATA, example.answer("host1.example. MX"));
    assertEquals(NO_DATA, example.answer("sub.*.example. MX"));
  }

  @Test
  void anEmptyNonTerminalBetweenStopsTheWildcard() {
    assertEquals(NAME_ERROR, example.answer("_telnet._tcp.host1.example. SRV"));
    assertEquals(NO_DATA, example.answer("_tcp.host2.example. TXT"));
    assertEquals(NAME_ERROR, example.answer("ghost.*.example. MX"));
  }

  @Test
  void aDelegationStopsTheWildcard() {
    String expected =
        """
        NOERROR
        authority: subdel.example. 3600 NS ns.example.com.
        authority: subdel.example. 3600 NS ns.example.net.
        """;
    assertEquals(expected, example.answer("host.subdel.example. A"));
  }

  @Test
  void theAsteriskItselfCanBeAskedFor() {
    String expected =
        """
        NOERROR aa
        answer: *.example. 3600 MX 10 host1.example.
        additional: host1.example. 3600 A 192.0.2.1
        """;
    assertEquals(expected, example.answer("*.example. MX"));
  }

  @Test
  void aWildcardAliasIsSynthesizedAndFollowed() {
    String expected =
        """
        NOERROR aa
        answer: a.b.alias.example. 3600 CNAME host1.example.
        answer: host1.example. 3600 A 192.0.2.1
        """;
    assertEquals(expected, example.answer("a.b.alias.example. A"));
  }

  /** dnsjava prints a string with or without quotes according to its characters. */
  private static String unquoted(String answer) {
    return answer.contains("\"") ? answer : answer.replaceAll("TXT (.*)", "TXT \"$1\"");
  }
}
