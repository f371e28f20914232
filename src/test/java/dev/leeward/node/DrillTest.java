package dev.leeward.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leeward.agreement.LedgerEntry;
import dev.leeward.agreement.OverrideEntry;
import dev.leeward.control.DrillView;
import dev.leeward.control.DrillView.InstanceTimes;
import dev.leeward.control.DrillView.State;
import dev.leeward.failover.Cadence;
import dev.leeward.failover.DrillSchedule;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Drills of a cluster, by the simulation's clock; every invariant is watched. */
class DrillTest {
  private static final String WWW = SimulatedConfiguration.WWW;
  private static final List<String> FIRST = List.of("us-east");
  private static final List<String> SECOND = List.of("eu-west");
  private static final Duration LASTS = Duration.ofSeconds(20);

  private static Simulation cluster(long seed) {
    Simulation simulation = new Simulation(seed, 3);
    return started(simulation);
  }

  private static Simulation started(Simulation simulation) {
    simulation.invariants.addAll(Invariant.all());
    simulation.startAll();
    simulation.run(Duration.ofSeconds(15));
    return simulation;
  }

  private static SimulatedInstance voter(Simulation simulation, int number) {
    return simulation.instances.get(number);
  }

  private static void assertServed(List<String> regions, Simulation simulation) {
    for (SimulatedInstance instance : simulation.instances) {
      if (instance.isAlive()) {
        assertEquals(
            regions,
            instance.served(WWW),
            () -> instance.name + ", seed " + simulation.seed + "\n" + simulation.story());
      }
    }
  }

  private static DrillView report(SimulatedInstance instance) {
    assertEquals(1, instance.drills.size(), () -> instance.name + ": " + instance.drills.keySet());
    return instance.drills.values().iterator().next();
  }

  private static Duration known(@org.jspecify.annotations.Nullable Duration duration) {
    assertNotNull(duration);
    return duration;
  }

  @Test
  void everyInstanceAnswersWithoutTheRegionAndBackByItself() {
    for (long seed = 6000; seed < 6020; seed++) {
      Simulation simulation = cluster(seed);
      voter(simulation, 1).operator.drill("us-east", LASTS);
      simulation.run(Duration.ofSeconds(1));
      assertServed(SECOND, simulation);
      assertEquals(State.RUNNING, report(voter(simulation, 0)).state());
      simulation.run(LASTS);
      assertServed(FIRST, simulation);
      simulation.run(Duration.ofSeconds(5));
      for (SimulatedInstance each : simulation.instances) {
        assertEquals(State.COMPLETED, report(each).state(), simulation.story());
        assertTrue(report(each).alike());
        assertTrue(report(each).votesBefore().size() == 3, "one line a target");
      }
    }
  }

  /** In the simulation all monotonic clocks are one: what is right can be told. */
  @Test
  void everyReportTellsTheSameTimesWithinThePrecisionThatItNames() {
    for (long seed = 6100; seed < 6120; seed++) {
      Simulation simulation = cluster(seed);
      voter(simulation, 0).operator.drill("us-east", LASTS);
      simulation.run(LASTS.plusSeconds(5));
      Duration startIsOff = Duration.ZERO;
      for (SimulatedInstance teller : simulation.instances) {
        DrillView told = report(teller);
        startIsOff = precision(told, voter(simulation, 0).name);
        for (int i = 0; i < 3; i++) {
          InstanceTimes times = told.instances().get(i);
          InstanceTimes own = report(voter(simulation, i)).instances().get(i);
          Duration ownStartIsOff =
              precision(report(voter(simulation, i)), voter(simulation, 0).name);
          Duration apart = known(times.away()).minus(known(own.away())).abs();
          Duration allowed =
              known(times.precision()).plus(startIsOff).plus(ownStartIsOff).plusMillis(1);
          assertTrue(
              apart.compareTo(allowed) <= 0,
              () -> teller.name + ": " + times + " is not " + own + "\n" + simulation.story());
          assertTrue(known(times.precision()).toMillis() <= 100, () -> "precision " + times);
        }
      }
    }
  }

  private static Duration precision(DrillView report, String of) {
    return report.instances().stream()
        .filter(each -> each.name().equals(of))
        .map(each -> known(each.precision()))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void itEndsInTimeAndIsReportedThoughTheInstanceThatAcceptedItDies() {
    Simulation simulation = cluster(6200);
    voter(simulation, 2).operator.drill("us-east", LASTS);
    simulation.run(Duration.ofSeconds(2));
    voter(simulation, 2).crash();
    simulation.run(Duration.ofSeconds(10));
    assertServed(SECOND, simulation);
    simulation.run(Duration.ofSeconds(9));
    assertServed(FIRST, simulation);
    simulation.run(Duration.ofSeconds(20));
    for (int i = 0; i < 2; i++) {
      DrillView told = report(voter(simulation, i));
      assertEquals(State.INCOMPLETE, told.state());
      assertNotNull(told.instances().get(2).away());
      assertEquals(null, told.instances().get(2).back());
      assertEquals(null, told.returned());
    }
  }

  @Test
  void aStandbyThatFailsEndsItAndTheRegionIsServedAgain() {
    for (long seed = 6300; seed < 6320; seed++) {
      Simulation simulation = cluster(seed);
      voter(simulation, 0).operator.drill("us-east", Duration.ofMinutes(2));
      simulation.run(Duration.ofSeconds(3));
      simulation.world.refuse("eu-west");
      simulation.run(Duration.ofSeconds(4));
      assertServed(FIRST, simulation);
      simulation.run(Duration.ofSeconds(6));
      for (SimulatedInstance each : simulation.instances) {
        DrillView told = report(each);
        assertEquals(State.ABORTED, told.state(), simulation.story());
        String why = String.valueOf(told.endedBy());
        assertTrue(
            why.startsWith("by instance voter-a: aborted: ")
                && (why.contains("standby-health: ") || why.contains("min-regions: ")),
            why);
      }
    }
  }

  @Test
  void anotherInstanceEndsItWhereTheOneThatAcceptedItIsGone() {
    Simulation simulation = cluster(6400);
    voter(simulation, 0).operator.drill("us-east", Duration.ofMinutes(2));
    simulation.run(Duration.ofSeconds(3));
    voter(simulation, 0).crash();
    simulation.run(Duration.ofSeconds(6));
    assertServed(SECOND, simulation);
    simulation.world.refuse("eu-west");
    simulation.run(Duration.ofSeconds(4));
    assertServed(FIRST, simulation);
    simulation.run(Duration.ofSeconds(20));
    String why = String.valueOf(report(voter(simulation, 2)).endedBy());
    assertTrue(why.startsWith("by instance voter-b: aborted: "), why);
  }

  @Test
  void aShadowIsAgreedAndTimedAndNoAnswerChanges() {
    Simulation simulation = cluster(6500);
    voter(simulation, 0).operator.shadow("us-east", LASTS);
    for (int i = 0; i < 26; i++) {
      simulation.run(Duration.ofSeconds(1));
      assertServed(FIRST, simulation);
    }
    for (SimulatedInstance each : simulation.instances) {
      DrillView told = report(each);
      assertEquals(State.COMPLETED, told.state());
      assertTrue(told.shadow() && told.alike());
      assertTrue(known(told.agreed()).toMillis() <= 1000, () -> told.toString());
      assertEquals(null, told.answered());
      assertEquals(SECOND, told.services().getFirst().during());
      assertEquals("www: eu-west", told.instances().get(1).serves());
    }
  }

  private static Simulation scheduled(long seed) {
    Simulation simulation = new Simulation(seed, 3);
    DrillSchedule often =
        new DrillSchedule(
            "often",
            "us-east",
            null,
            Duration.ofSeconds(10),
            new Cadence.Every(Duration.ofMinutes(10)),
            false);
    simulation.instances.forEach(
        each -> each.drillSettings = new DrillSettings(List.of(often), Map.of(), List.of()));
    return started(simulation);
  }

  private static long begun(Simulation simulation) {
    return simulation.instances.stream()
        .flatMap(each -> each.drills.keySet().stream())
        .distinct()
        .count();
  }

  @Test
  void aScheduledDrillIsBegunOnceWhoeverLooks() {
    for (long seed = 6600; seed < 6605; seed++) {
      Simulation simulation = scheduled(seed);
      simulation.run(Duration.ofMinutes(21));
      assertEquals(2, begun(simulation), simulation.story());
      assertEquals(
          simulation.instances.get(1).drills.keySet(), simulation.instances.get(0).drills.keySet());
      for (DrillView each : simulation.instances.get(2).drills.values()) {
        assertEquals(State.COMPLETED, each.state());
        assertEquals("schedule often", each.by());
      }
    }
  }

  @Test
  void aScheduledDrillIsSkippedAndSaidSoOnceWhileAnInstanceIsGone() {
    Simulation simulation = scheduled(6700);
    voter(simulation, 0).crash();
    simulation.run(Duration.ofMinutes(12));
    assertEquals(0, begun(simulation));
    List<String> skips = skips(simulation);
    assertEquals(1, skips.size(), simulation.story());
    assertTrue(
        skips.getFirst().contains("partition: voter-a is not heard or abstains"), skips.getFirst());
  }

  @Test
  void aScheduledDrillIsSkippedWhileAnythingIsDownFrozenOrDrained() {
    Simulation down = scheduled(6701);
    down.world.refuse("192.0.2.11");
    down.run(Duration.ofMinutes(12));
    assertEquals(0, begun(down));
    assertTrue(skips(down).getFirst().contains("unhealthy: "), down.story());
    Simulation frozen = scheduled(6702);
    voter(frozen, 2).operator.freeze();
    frozen.run(Duration.ofMinutes(12));
    assertEquals(0, begun(frozen));
    assertTrue(skips(frozen).getFirst().contains("overridden: freeze"), frozen.story());
  }

  private static List<String> skips(Simulation simulation) {
    return simulation.story().lines().filter(line -> line.contains("drill-skipped")).toList();
  }

  @Test
  void whatStandsAgainstADrillIsNamedBeforeItBegins() {
    Simulation simulation = cluster(6800);
    SimulatedInstance asked = voter(simulation, 0);
    assertEquals(List.of(), refusals(asked, "us-east"));
    assertEquals(List.of("nothing-to-rehearse"), refusals(asked, "eu-west"));
    asked.operator.drill("us-east", LASTS);
    assertTrue(refusals(asked, "us-east").contains("drill-running"));
    simulation.run(LASTS.plusSeconds(1));
    simulation.world.refuse("eu-west");
    simulation.run(Duration.ofSeconds(5));
    assertTrue(refusals(asked, "us-east").contains("min-regions"));
    voter(simulation, 1).crash();
    voter(simulation, 2).crash();
    simulation.run(Duration.ofSeconds(6));
    assertTrue(refusals(asked, "us-east").contains("no-quorum"));
  }

  private static List<String> refusals(SimulatedInstance instance, String region) {
    OverrideEntry drill =
        new OverrideEntry(
            OverrideEntry.Kind.DRILL,
            region,
            null,
            true,
            1,
            "ann",
            "game day",
            instance.now().wallMillis(),
            instance.now().wallMillis() + LASTS.toMillis());
    return DrillStart.refusals(instance.loop().snapshot(instance.now()), drill, List.of()).stream()
        .map(each -> each.rule())
        .distinct()
        .toList();
  }

  @Test
  void anInstanceThatStartsDuringADrillTakesPartAndTellsNoTimes() {
    Simulation simulation = cluster(6900);
    voter(simulation, 0).operator.drill("us-east", Duration.ofMinutes(1));
    simulation.run(Duration.ofSeconds(2));
    SimulatedInstance late = voter(simulation, 2);
    late.crash();
    late.drills.clear();
    simulation.run(Duration.ofSeconds(5));
    late.start(true);
    simulation.run(Duration.ofSeconds(10));
    assertEquals(SECOND, late.served(WWW));
    assertEquals(Map.of(), late.drills);
    simulation.run(Duration.ofMinutes(1));
    assertServed(FIRST, simulation);
    assertTrue(
        late.loop().ledger().entry(OverrideEntry.DRILL_KEY) instanceof LedgerEntry.Overridden);
  }
}
