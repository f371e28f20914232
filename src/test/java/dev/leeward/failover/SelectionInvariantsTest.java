package dev.leeward.failover;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leeward.agreement.Decision;
import dev.leeward.agreement.OverrideEntry;
import dev.leeward.agreement.Overrides;
import dev.leeward.agreement.Verdict;
import dev.leeward.topology.ServiceRecord;
import dev.leeward.topology.Target;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What must hold for every zone, every history of verdicts - the zone edited underneath - and every
 * set of drains. The seed is the test's argument.
 */
class SelectionInvariantsTest {
  private static final List<String> RECORDS =
      List.of(
          "www A 192.0.2.10",
          "www A 192.0.2.11",
          "www AAAA 2001:db8:1::10",
          "api A 192.0.2.10",
          "www A 198.51.100.10",
          "www A 198.51.100.11",
          "www AAAA 2001:db8:2::10",
          "api A 198.51.100.10",
          "www A 203.0.113.10",
          "api A 203.0.113.11");
  private static final int STEPS = 40;

  static LongStream seeds() {
    return LongStream.range(0, 60);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void neverEmptyAndNeverTwoRegionsExceptAsLastResort(long seed) {
    Random random = new Random(seed);
    Fixture fixture = Fixture.someOf(RECORDS, random);
    Decision decision = Fixture.initial();
    for (int step = 0; step < STEPS; step++) {
      if (random.nextInt(10) == 0) {
        fixture = Fixture.someOf(RECORDS, random);
      }
      decision = next(fixture, decision, random);
      check(fixture, decision, drains(random));
    }
  }

  private static Decision next(Fixture fixture, Decision standing, Random random) {
    Map<Target, Verdict> verdicts = new HashMap<>();
    fixture
        .plan()
        .targets()
        .forEach(target -> verdicts.put(target, Verdict.values()[random.nextInt(3)]));
    long uptime = random.nextLong(Fixture.HOLD.toNanos() * 40);
    Decision next =
        DecisionRule.decide(
                fixture.plan(),
                target -> verdicts.getOrDefault(target, Verdict.UNDECIDED),
                standing,
                standing.term() + 1,
                new Circumstances((service, target) -> uptime, random.nextInt(4) != 0, 0))
            .decision();
    if (next != standing) {
      assertNotEquals(standing.digest(), next.digest());
      assertEquals(standing.term() + 1, next.term());
      fixture.plan().records().forEach(record -> assertTrue(isNamed(next, record)));
    }
    return next;
  }

  private static boolean isNamed(Decision decision, ServiceRecord record) {
    return decision.records().containsKey(record.id())
        && decision.regions().containsKey(record.region());
  }

  private static List<OverrideEntry> drains(Random random) {
    List<OverrideEntry> drains = new ArrayList<>();
    for (String region : List.of(Fixture.US, Fixture.EU, Fixture.AP)) {
      if (random.nextInt(3) == 0) {
        drains.add(Fixture.drain(region));
      }
    }
    return drains;
  }

  private static void check(Fixture fixture, Decision decision, List<OverrideEntry> drains) {
    Selection selection = Selection.select(fixture.plan(), decision, new Overrides(drains));
    List<ServiceRecord> served =
        fixture.plan().records().stream().filter(selection::serves).toList();
    Set<String> regions = served.stream().map(ServiceRecord::region).collect(Collectors.toSet());
    assertFalse(served.isEmpty());
    assertEquals(Set.copyOf(selection.regions()), regions);
    switch (selection.reason()) {
      case FIRST_CHOICE, FAILED_OVER -> {
        assertEquals(1, regions.size());
        assertTrue(decision.region(selection.regions().getFirst()).in());
        noneDrained(selection, drains);
      }
      case LAST_RESORT -> noneDrained(selection, drains);
      case EVERYWHERE, REDUCED, PINNED, REPLACED ->
          throw new AssertionError("nothing is spread or pinned");
      case ALL_DRAINED -> assertEquals(fixture.plan().records(), served);
      case NOTHING_TO_STEER -> throw new AssertionError("the zone has records");
    }
    everyRrsetOfAServedRegionHasARecord(fixture, selection);
  }

  private static void noneDrained(Selection selection, List<OverrideEntry> drains) {
    Overrides overrides = new Overrides(drains);
    selection.regions().forEach(region -> assertFalse(overrides.isDrained(region, "www")));
  }

  private static void everyRrsetOfAServedRegionHasARecord(Fixture fixture, Selection selection) {
    for (ServiceRecord record : fixture.plan().records()) {
      if (selection.regions().contains(record.region())) {
        assertTrue(
            fixture.plan().records().stream()
                .filter(other ->
                    other.owner().equals(record.owner()) && other.type().equals(record.type()))
                .anyMatch(selection::serves),
            record::id);
      }
    }
  }
}
