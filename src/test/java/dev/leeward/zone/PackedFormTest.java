package dev.leeward.zone;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.leeward.dns.Name;
import dev.leeward.dns.RecordType;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is packed comes out as it was written. */
class PackedFormTest {
  private static final String APEX =
      """
      $TTL 60
      @ SOA ns.test. host 1 2 3 4 5
      @ NS ns.test.
      """;

  @Test
  void ownersKeepTheCaseOfEveryLabelTheOriginsIncluded() {
    Zone zone =
        TestZones.zone(
            "Example.",
            APEX + "WwW TXT x\nother.EXAMPLE. TXT x\nA.b.exaMPle. TXT x\nexample. TXT x\n");
    assertEquals("WwW.Example.", owner(zone, "www.example."));
    assertEquals("other.EXAMPLE.", owner(zone, "OTHER.example."));
    assertEquals("A.b.exaMPle.", owner(zone, "a.b.example."));
    assertEquals("Example.", owner(zone, "example."));
    Lookup missing = zone.lookup(Name.parse("c.B.example."));
    assertEquals(
        "b.exaMPle.",
        assertInstanceOf(Lookup.NameError.class, missing).closestEncloser().toString());
  }

  private static String owner(Zone zone, String name) {
    Lookup lookup = zone.lookup(Name.parse(name));
    return assertInstanceOf(Lookup.Found.class, lookup).node().owner().toString();
  }

  @Test
  void theLongestNamesAreFoundAndTheirEndingsExist() {
    String deepest = "a.".repeat(123) + "example.";
    Zone zone = TestZones.zone("example.", APEX + deepest + " TXT deep\n");
    assertEquals(deepest, owner(zone, deepest));
    String above = deepest.substring(2);
    assertInstanceOf(Lookup.EmptyNonTerminal.class, zone.lookup(Name.parse(above)));
    Lookup missing = zone.lookup(Name.parse("b." + above));
    assertEquals(new Lookup.NameError(Name.parse(above)), missing);
    String longest = ("x".repeat(63) + ".").repeat(3) + "y".repeat(53) + ".example.";
    Zone other = TestZones.zone("example.", APEX + longest.replace("y", "Y") + " TXT long\n");
    assertEquals(longest.replace("y", "Y"), owner(other, longest));
  }

  @Test
  void aLargeRRsetAndWhatStandsBesideItComeBackWhole() {
    String text =
        IntStream.range(0, 2_500)
            .mapToObj(i -> "big TXT \"record " + i + "\"\n")
            .collect(Collectors.joining());
    Zone zone = TestZones.zone("example.", APEX + text + "big A 192.0.2.1\nbig TYPE300 \\# 0\n");
    Node big = requireNonNull(zone.node(Name.parse("big.example.")));
    assertEquals(2_500, requireNonNull(big.rrset(RecordType.TXT)).records().size());
    assertEquals(
        "\\# 12 0b7265636f72642032343939",
        requireNonNull(big.rrset(RecordType.TXT)).records().getLast().toString());
    assertEquals(1, requireNonNull(big.rrset(RecordType.A)).records().size());
    assertEquals(0, requireNonNull(big.rrset(new RecordType(300))).records().getFirst().length());
    assertNull(big.rrset(RecordType.AAAA));
    assertEquals(3, big.rrsets().size());
  }

  @Test
  void ttlsUpToTheHighestComeBack() {
    Zone zone = TestZones.zone("example.", APEX + "x 2147483647 TXT y\nz 0 TXT y\n");
    assertEquals(2147483647L, ttl(zone, "x.example."));
    assertEquals(0, ttl(zone, "z.example."));
  }

  private static long ttl(Zone zone, String name) {
    Node node = requireNonNull(zone.node(Name.parse(name)));
    return requireNonNull(node.rrset(RecordType.TXT)).ttl();
  }

  @Test
  void theHashesOfEndingsAreThoseOfTheNames() {
    Name name = Name.parse("a.\\255B.c-d.Example.\\000.test");
    NameEndings ending = new NameEndings(name);
    for (int labels = name.labelCount(); ; labels--) {
      assertEquals(name.lastLabels(labels).hashCode(), ending.hash(), labels + " labels");
      assertEquals(name.lastLabels(labels).wireLength(), ending.wireLength());
      if (labels == 0) {
        return;
      }
      ending.shorten();
    }
  }

  @Test
  void aStoreOfOctetsGivesBackWhatWasAppendedAcrossItsChunks() {
    OctetStore store = new OctetStore();
    Random random = new Random(1);
    byte[] all = new byte[300_000];
    random.nextBytes(all);
    for (int at = 0; at < all.length; ) {
      int length = Math.min(random.nextInt(90_000), all.length - at);
      store.append(Arrays.copyOfRange(all, at, at + length));
      at += length;
    }
    store.trim();
    assertArrayEquals(all, store.copy(0, all.length));
    assertArrayEquals(new byte[] {all[65_535], all[65_536]}, store.copy(65_535, 2));
  }
}
