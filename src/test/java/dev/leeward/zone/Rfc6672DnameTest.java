package dev.leeward.zone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leeward.dns.Name;
import dev.leeward.dns.RecordType;
import org.junit.jupiter.api.Test;

class Rfc6672DnameTest {
  private static final String APEX =
      """
      @ 60 IN SOA ns.example.net. host 1 2 3 4 5
      @ 60 NS ns.example.net.
      """;

  private final Zone zone =
      TestZones.zone(
          "example.",
          APEX
              + """
              old 60 DNAME new.example.
              old 60 TXT moved
              * 60 TXT any
              *.w 60 DNAME new.example.
              """);

  @Test
  void aNameBelowItIsRedirected() {
    Lookup.Redirection to = redirection("a.old.example.");
    assertEquals(RecordType.DNAME, to.dname().type());
    assertEquals("new.example.", to.dname().records().getFirst().nameAt(0).toString());
    assertEquals("old.example.", to.node().owner().toString());
  }

  @Test
  void aNameFarBelowItIsRedirected() {
    assertEquals(redirection("a.old.example."), redirection("c.b.a.OLD.example."));
  }

  @Test
  void theOwnerItselfIsNotRedirected() {
    Lookup.Found found =
        assertInstanceOf(Lookup.Found.class, zone.lookup(Name.parse("old.example.")));
    assertFalse(found.fromWildcard());
    assertNotNull(found.node().rrset(RecordType.DNAME));
    assertNotNull(found.node().rrset(RecordType.TXT));
  }

  @Test
  void atTheApexItRedirectsEverythingBelow() {
    Zone apex = TestZones.zone("example.", APEX + "@ 60 DNAME other.test.\n");
    assertInstanceOf(Lookup.Found.class, apex.lookup(Name.parse("example.")));
    assertInstanceOf(Lookup.Redirection.class, apex.lookup(Name.parse("x.y.example.")));
  }

  @Test
  void atAWildcardItIsOrdinaryDataForWhatTheWildcardCovers() {
    Lookup.Found found =
        assertInstanceOf(Lookup.Found.class, zone.lookup(Name.parse("a.w.example.")));
    assertTrue(found.fromWildcard());
  }

  private Lookup.Redirection redirection(String name) {
    return assertInstanceOf(Lookup.Redirection.class, zone.lookup(Name.parse(name)));
  }
}
