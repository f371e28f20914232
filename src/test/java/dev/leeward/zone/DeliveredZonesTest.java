package dev.leeward.zone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import dev.leeward.dns.Name;
import dev.leeward.dns.RecordType;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The files in {@code zones/}. */
class DeliveredZonesTest {
  @Test
  void exampleComLoadsWithoutDefects() {
    Zone zone = load("example.com");
    Node apex = found(zone, "example.com.");
    assertEquals(4, rrsetSize(apex, RecordType.A));
    assertEquals(4, rrsetSize(apex, RecordType.AAAA));
    assertInstanceOf(Lookup.Referral.class, zone.lookup(Name.parse("x.lab.example.com.")));
    assertInstanceOf(Lookup.Redirection.class, zone.lookup(Name.parse("x.legacy.example.com.")));
    assertInstanceOf(
        Lookup.EmptyNonTerminal.class, zone.lookup(Name.parse("site.office.example.com.")));
    assertEquals("*.apps.example.com.", found(zone, "any.apps.example.com.").owner().toString());
  }

  @Test
  void theReverseZoneLoadsWithoutDefects() {
    Zone zone = load("2.0.192.in-addr.arpa");
    assertEquals(1, rrsetSize(found(zone, "10.2.0.192.in-addr.arpa."), RecordType.PTR));
    assertEquals(1, rrsetSize(found(zone, "65.2.0.192.in-addr.arpa."), RecordType.CNAME));
  }

  private static Zone load(String origin) {
    LoadedZone loaded =
        ZoneLoader.load(Name.parse(origin), Path.of("zones", origin + ".zone"), SteeredNames.NONE);
    assertEquals(List.of(), loaded.defects());
    assertNotNull(loaded.zone());
    return loaded.zone();
  }

  private static Node found(Zone zone, String name) {
    return assertInstanceOf(Lookup.Found.class, zone.lookup(Name.parse(name)), name).node();
  }

  private static int rrsetSize(Node node, RecordType type) {
    var rrset = node.rrset(type);
    assertNotNull(rrset);
    return rrset.records().size();
  }
}
