package dev.leeward.zone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import dev.leeward.dns.Name;
import dev.leeward.dns.RecordType;
import java.util.List;
import org.junit.jupiter.api.Test;

/** RFC 1034 section 4.3.2 step 3b. */
class ZoneCutTest {
  private final Zone zone =
      TestZones.zone(
          "example.",
          """
          @ 60 IN SOA ns.example.net. host 1 2 3 4 5
          @ 60 NS ns.example.net.
          child 60 NS ns.child
          child 60 NS ns.sister
          child 60 NS host
          child 60 NS ns.elsewhere.net.
          child 60 DS 1 13 2 0000000000000000000000000000000000000000000000000000000000000000
          ns.child 60 A 192.0.2.1
          ns.child 60 AAAA 2001:db8::1
          *.child 60 TXT occluded
          grand.child 60 NS ns.child
          sister 60 NS ns.sister
          ns.sister 60 A 192.0.2.2
          host 60 A 192.0.2.3
          * 60 TXT any
          """);

  @Test
  void theNameItselfAndAllBelowItAreReferred() {
    Lookup.Referral referral = referral("child.example.");
    assertEquals("child.example.", referral.cut().owner().toString());
    for (String below :
        List.of("ns.child.example.", "any.child.example.", "a.b.grand.child.example.")) {
      assertEquals(referral, zone.lookup(Name.parse(below)), below);
    }
  }

  @Test
  void glueIsEveryAddressThatTheZoneHasForTheServers() {
    assertEquals(
        List.of(
            "ns.child.example. A",
            "ns.child.example. AAAA",
            "ns.sister.example. A",
            "host.example. A"),
        referral("x.child.example.").glue().stream()
            .map(rrset -> rrset.owner() + " " + rrset.type())
            .toList());
  }

  @Test
  void theDigestStandsAtTheCut() {
    assertNotNull(referral("child.example.").cut().rrset(RecordType.DS));
  }

  @Test
  void theApexIsNoCut() {
    assertInstanceOf(Lookup.Found.class, zone.lookup(Name.parse("example.")));
  }

  @Test
  void whatLiesBelowIsStillKnownAsANode() {
    assertNotNull(zone.node(Name.parse("ns.child.example.")));
  }

  private Lookup.Referral referral(String name) {
    return assertInstanceOf(Lookup.Referral.class, zone.lookup(Name.parse(name)));
  }
}
