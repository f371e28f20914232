package dev.leeward.zone;

import static dev.leeward.dns.RecordType.CNAME;
import static dev.leeward.dns.RecordType.MX;
import static dev.leeward.dns.RecordType.NS;
import static dev.leeward.dns.RecordType.SRV;
import static dev.leeward.dns.RecordType.TXT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leeward.dns.Name;
import org.junit.jupiter.api.Test;

/** The zone and the questions of RFC 4592 section 2.2.1, and what its section 4 says of types. */
class Rfc4592WildcardTest {
  private final Zone zone =
      TestZones.zone(
          "example.",
          """
          $ORIGIN example.
          example.                 3600 IN  SOA   ns.example.com. host. 1 2 3 4 5
          example.                 3600     NS    ns.example.com.
          example.                 3600     NS    ns.example.net.
          *.example.               3600     TXT   "this is a wildcard"
          *.example.               3600     MX    10 host1.example.
          sub.*.example.           3600     TXT   "this is not a wildcard"
          host1.example.           3600     A     192.0.2.1
          _ssh._tcp.host1.example. 3600     SRV   0 0 22 host1.example.
          _ssh._tcp.host2.example. 3600     SRV   0 0 22 host1.example.
          subdel.example.          3600     NS    ns.example.com.
          subdel.example.          3600     NS    ns.example.net.
          """);

  @Test
  void aNameThatDoesNotExistIsSynthesized() {
    Lookup.Found found = found("host3.example.");
    assertTrue(found.fromWildcard());
    assertNotNull(found.node().rrset(MX));
    assertNull(found.node().rrset(SRV), "no such type at the wildcard: NODATA");
  }

  @Test
  void aNameSeveralLabelsBelowTheClosestEncloserIsSynthesized() {
    assertTrue(found("foo.bar.example.").fromWildcard());
  }

  @Test
  void aNameThatExistsIsNotSynthesized() {
    Lookup.Found found = found("host1.example.");
    assertFalse(found.fromWildcard());
    assertNull(found.node().rrset(MX));
  }

  @Test
  void aNameBelowTheAsteriskIsNoWildcard() {
    Lookup.Found found = found("sub.*.example.");
    assertFalse(found.fromWildcard());
    assertNotNull(found.node().rrset(TXT));
  }

  @Test
  void theWildcardItselfCanBeAskedFor() {
    assertFalse(found("*.example.").fromWildcard());
  }

  @Test
  void aNameBelowAnExistingOneHasThatOneAsClosestEncloserAndNoWildcard() {
    assertNameError("_telnet._tcp.host1.example.", "_tcp.host1.example.");
  }

  @Test
  void wildcardNeverCoversADelegatedName() {
    assertInstanceOf(Lookup.Referral.class, lookup("host.subdel.example."));
  }

  @Test
  void theAsteriskExistsAndSoWhatLiesBelowItIsNotCovered() {
    assertNameError("ghost.*.example.", "*.example.");
  }

  @Test
  void wildcardNeverCoversAnEmptyNonTerminal() {
    assertInstanceOf(Lookup.EmptyNonTerminal.class, lookup("_tcp.host1.example."));
    assertInstanceOf(Lookup.EmptyNonTerminal.class, lookup("host2.example."));
  }

  @Test
  void wildcardNeverCoversANameBelowAnEmptyNonTerminal() {
    assertNameError("other.host2.example.", "host2.example.");
  }

  @Test
  void anAsteriskThatExistsOnlyByWhatIsBelowItGivesNoData() {
    Zone other =
        TestZones.zone(
            "example.",
            """
            @ 60 IN SOA ns.example.net. host 1 2 3 4 5
            @ 60 NS ns.example.net.
            deep.*.empty 60 TXT x
            """);
    assertInstanceOf(Lookup.EmptyNonTerminal.class, other.lookup(Name.parse("*.empty.example.")));
    assertInstanceOf(Lookup.EmptyNonTerminal.class, other.lookup(Name.parse("a.empty.example.")));
    assertInstanceOf(Lookup.EmptyNonTerminal.class, other.lookup(Name.parse("b.a.empty.example.")));
  }

  @Test
  void onlyTheWildcardOfTheClosestEncloserCounts() {
    Zone other =
        TestZones.zone(
            "example.",
            """
            @ 60 IN SOA ns.example.net. host 1 2 3 4 5
            @ 60 NS ns.example.net.
            * 60 TXT outer
            *.a 60 TXT inner
            b 60 TXT none
            """);
    assertEquals(
        "*.a.example.",
        ((Lookup.Found) other.lookup(Name.parse("x.y.a.example."))).node().owner().toString());
    assertEquals(
        "*.example.",
        ((Lookup.Found) other.lookup(Name.parse("x.c.example."))).node().owner().toString());
    assertInstanceOf(Lookup.NameError.class, other.lookup(Name.parse("x.b.example.")));
  }

  @Test
  void aWildcardAliasIsFoundAsOne() {
    Zone other =
        TestZones.zone(
            "example.",
            """
            @ 60 IN SOA ns.example.net. host 1 2 3 4 5
            @ 60 NS ns.example.net.
            * 60 CNAME host
            host 60 TXT x
            """);
    Lookup.Found found = (Lookup.Found) other.lookup(Name.parse("any.example."));
    assertNotNull(found.node().rrset(CNAME));
  }

  @Test
  void nameServersAtAWildcardDelegateNothing() {
    Zone other =
        TestZones.zone(
            "example.",
            """
            @ 60 IN SOA ns.example.net. host 1 2 3 4 5
            @ 60 NS ns.example.net.
            *.w 60 NS ns.example.net.
            """);
    Lookup.Found found = (Lookup.Found) other.lookup(Name.parse("any.w.example."));
    assertNotNull(found.node().rrset(NS));
  }

  private Lookup lookup(String name) {
    return zone.lookup(Name.parse(name));
  }

  private Lookup.Found found(String name) {
    return assertInstanceOf(Lookup.Found.class, lookup(name));
  }

  private void assertNameError(String name, String closestEncloser) {
    assertEquals(new Lookup.NameError(Name.parse(closestEncloser)), lookup(name));
  }
}
