package dev.leeward.zone;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leeward.dns.Name;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ManyZonesTest {
  private static final int ZONES = 13_000;
  private static final long MOST_OCTETS_A_ZONE = 2_500;
  private static final String TEXT =
      """
      $TTL 60
      @ SOA ns host 1 2 3 4 5
      @ NS ns
      ns A 192.0.2.1
      www A 192.0.2.2
      www AAAA 2001:db8::2
      """;

  @Test
  void thirteenThousandSmallZonesAreSmallAndEachIsFound() {
    long before = heldHeap();
    List<Zone> zones = new ArrayList<>();
    for (int i = 0; i < ZONES; i++) {
      zones.add(TestZones.zone("z" + i + ".example.", TEXT));
    }
    ZoneSet all = new ZoneSet(zones);
    zones.clear();
    long each = (heldHeap() - before) / ZONES;
    assertTrue(each < MOST_OCTETS_A_ZONE, each + " octets a zone");
    for (int i = 0; i < ZONES; i++) {
      Name asked = Name.parse("WWW.Z" + i + ".example.");
      Zone zone = requireNonNull(all.find(asked));
      assertEquals(Name.parse("z" + i + ".example."), zone.origin());
      assertInstanceOf(Lookup.Found.class, zone.lookup(asked));
    }
    assertNull(all.find(Name.parse("www.z13000.example.")));
    assertNull(all.find(Name.parse("example.")));
    assertNull(all.find(Name.ROOT));
  }

  private static long heldHeap() {
    System.gc();
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  @Test
  void theLongestOriginWinsAndOneThatIsNotReadyKeepsItsNames() {
    Zone parent = TestZones.zone("example.", TEXT);
    Zone child = TestZones.zone("child.example.", TEXT);
    Name notReady = Name.parse("late.example.");
    ZoneSet zones = new ZoneSet(List.of(parent, child), Set.of(notReady));
    assertEquals(child, zones.find(Name.parse("a.b.child.example.")));
    assertEquals(parent, zones.find(Name.parse("a.b.example.")));
    assertNull(zones.findNotReady(Name.parse("a.child.example.")));
    assertEquals(notReady, zones.findNotReady(Name.parse("a.LATE.example.")));
    assertNull(zones.get(notReady));
    assertTrue(zones.has(notReady));
    assertEquals(child, zones.get(Name.parse("Child.Example.")));
  }

  @Test
  void twoZonesOfOneNameAreAMistakeOfTheCaller() {
    Zone zone = TestZones.zone("example.", TEXT);
    assertThrows(IllegalStateException.class, () -> new ZoneSet(List.of(zone, zone)));
  }
}
