package dev.leeward.zone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leeward.dns.Name;
import dev.leeward.dns.RecordType;
import java.util.List;
import org.junit.jupiter.api.Test;

class CompiledZoneTest {
  private static final String TEXT =
      """
      @ 600 IN SOA ns.example.net. host 4294967295 2 3 4 500
      @ 600 NS ns.example.net.
      www 60 A 192.0.2.1
      *.app 60 A 192.0.2.2
      """;

  @Test
  void theSoaGivesSerialAndNegativeTtl() {
    Zone zone = TestZones.zone("example.", TEXT);
    assertEquals(4294967295L, zone.serial());
    assertEquals(500, zone.negativeTtl());
    assertEquals(10, TestZones.zone("example.", TEXT.replaceFirst("600", "10")).negativeTtl());
  }

  @Test
  void steeredNamesAreKnownByTheirPlaceInTheList() {
    SteeredNames steered =
        new SteeredNames(
            List.of(
                Name.parse("other.test"), Name.parse("WWW.example"), Name.parse("*.app.example")));
    Zone zone = TestZones.zone("example.", TEXT, steered);
    assertEquals(1, found(zone, "www.example.").steeredIndex());
    assertEquals(2, found(zone, "anything.app.example.").steeredIndex());
    assertFalse(found(zone, "example.").isSteered());
  }

  @Test
  void aNameIsSteeredOnce() {
    assertThrows(
        IllegalArgumentException.class,
        () -> new SteeredNames(List.of(Name.parse("a.b"), Name.parse("A.b."))));
  }

  @Test
  void theSameAnswerIsGivenToEachQuestion() {
    Zone zone = TestZones.zone("example.", TEXT);
    assertEquals(zone.lookup(Name.parse("www.example.")), zone.lookup(Name.parse("WWW.example.")));
    assertEquals(zone.lookup(Name.parse("a.example.")), zone.lookup(Name.parse("b.c.example.")));
  }

  @Test
  void aNameOutsideIsAMistakeOfTheCaller() {
    Zone zone = TestZones.zone("example.", TEXT);
    assertThrows(IllegalArgumentException.class, () -> zone.lookup(Name.parse("example.com.")));
  }

  @Test
  void aZoneWithAKeyAtItsApexIsSigned() {
    assertFalse(TestZones.zone("example.", TEXT).isSigned());
    assertTrue(TestZones.zone("example.", TEXT + "@ 60 DNSKEY 257 3 13 AAAA\n").isSigned());
  }

  @Test
  void theRootCanBeServed() {
    Zone root =
        TestZones.zone(
            ".",
            """
            . 60 IN SOA a.root. host.root. 1 2 3 4 5
            . 60 NS a.root.
            a.root. 60 A 192.0.2.1
            com. 60 NS a.root.
            """);
    assertInstanceOf(Lookup.Referral.class, root.lookup(Name.parse("www.example.com.")));
    assertEquals(new Lookup.NameError(Name.ROOT), root.lookup(Name.parse("no.")));
  }

  @Test
  void aNodeHasOnlyWhatTheFileHas() {
    Node node = found(TestZones.zone("example.", TEXT), "www.example.");
    assertNull(node.rrset(RecordType.AAAA));
    assertEquals(1, node.rrsets().size());
  }

  private static Node found(Zone zone, String name) {
    return assertInstanceOf(Lookup.Found.class, zone.lookup(Name.parse(name))).node();
  }
}
