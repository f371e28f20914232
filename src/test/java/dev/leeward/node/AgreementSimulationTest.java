package dev.leeward.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * The whole decision plane of several instances under random faults. Set {@code -Dleeward.seed=N}
 * to run one schedule again, {@code -Dleeward.schedules=N} for more of them.
 */
class AgreementSimulationTest {
  private static final int SCHEDULES = Integer.getInteger("leeward.schedules", 600);
  private static final int[] VOTERS = {3, 3, 5, 3, 2, 3, 7, 3, 1, 3};
  private static final Duration FAULTS = Duration.ofSeconds(60);
  private static final Duration CALM = Duration.ofSeconds(60);

  private static Simulation cluster(long seed, int voters) {
    Simulation simulation = new Simulation(seed, voters);
    simulation.invariants.addAll(
        List.of(
            new OneSnapshotForAnAnswer(),
            new NeverEmpty(),
            new NoWithdrawalWithoutQuorum(),
            new TermNeverGoesBack(),
            new OverrideBeatsVerdict()));
    simulation.instances.forEach(
        instance -> simulation.after(simulation.between(0, 3000), () -> instance.start(false)));
    return simulation;
  }

  private static List<String> served(SimulatedInstance instance) {
    return instance
        .loop()
        .snapshot(new dev.leeward.agreement.Moment(0, 0))
        .services()
        .getFirst()
        .selection()
        .regions();
  }

  @Test
  void noScheduleBreaksARuleAndAllAgreeInTheEnd() {
    Long only = Long.getLong("leeward.seed");
    LongStream.rangeClosed(only == null ? 1 : only, only == null ? SCHEDULES : only)
        .parallel()
        .forEach(AgreementSimulationTest::run);
  }

  /** Each in one thread, all by itself: the same seed is the same run beside any others. */
  private static void run(long seed) {
    Simulation simulation = cluster(seed, VOTERS[(int) (seed % VOTERS.length)]);
    new RandomFaults(simulation).plan(FAULTS);
    simulation.run(FAULTS);
    RandomFaults.endAll(simulation);
    assertConvergence(simulation);
    simulation.run(CALM);
    assertAgreement(simulation);
  }

  /** Whatever happened, five seconds after the heal everybody has had the same ledger. */
  private static void assertConvergence(Simulation simulation) {
    for (int tenths = 0; ledgers(simulation).size() > 1; tenths++) {
      if (tenths == 50) {
        simulation.fail("ledgers differ 5 s after all faults ended");
      }
      simulation.run(Duration.ofMillis(100));
    }
  }

  private static Set<String> ledgers(Simulation simulation) {
    return simulation.instances.stream()
        .map(each -> each.loop().ledger().digest().hex())
        .collect(Collectors.toSet());
  }

  private static void assertAgreement(Simulation simulation) {
    if (ledgers(simulation).size() > 1) {
      simulation.fail("ledgers differ after a minute of calm");
    }
    for (SimulatedInstance instance : simulation.instances) {
      if (!served(instance).equals(List.of("us-east"))) {
        simulation.fail(
            instance.name
                + " serves "
                + served(instance)
                + " after a minute in which everything worked");
      }
    }
  }

  @Test
  void aDeadRegionIsLeftWithinThreeSecondsByEveryone() {
    for (long seed = 1000; seed < 1050; seed++) {
      Simulation simulation = cluster(seed, 3);
      simulation.run(Duration.ofSeconds(15).plus(simulation.between(0, 2000)));
      simulation.hangingEndpoints.addAll(Set.of("192.0.2.10", "192.0.2.11"));
      simulation.run(Duration.ofMillis(3000));
      for (SimulatedInstance instance : simulation.instances) {
        if (!served(instance).equals(List.of("eu-west"))) {
          simulation.fail(instance.name + " still serves " + served(instance));
        }
      }
    }
  }

  @Test
  void oneSickObserverSwitchesNothing() {
    for (long seed = 2000; seed < 2020; seed++) {
      Simulation simulation = cluster(seed, 3);
      simulation.run(Duration.ofSeconds(15));
      simulation.instances.get((int) (seed % 3)).sick = true;
      simulation.run(Duration.ofSeconds(30));
      simulation.instances.forEach(
          each -> assertEquals(List.of("us-east"), served(each), "seed " + simulation.seed));
    }
  }

  @Test
  void aMinorityHoldsWhatWasAgreed() {
    Simulation simulation = cluster(3000, 3);
    simulation.run(Duration.ofSeconds(15));
    simulation.instances.get(1).crash();
    simulation.instances.get(2).crash();
    simulation.run(Duration.ofSeconds(5));
    simulation.brokenEndpoints.addAll(Set.of("192.0.2.10", "192.0.2.11"));
    simulation.run(Duration.ofSeconds(30));
    assertEquals(List.of("us-east"), served(simulation.instances.getFirst()));
  }

  @Test
  void twoOfThreeStillFailOver() {
    Simulation simulation = cluster(3001, 3);
    simulation.run(Duration.ofSeconds(15));
    simulation.instances.get(2).crash();
    simulation.brokenEndpoints.addAll(Set.of("192.0.2.10", "192.0.2.11"));
    simulation.run(Duration.ofSeconds(3));
    assertEquals(List.of("eu-west"), served(simulation.instances.get(0)));
    assertEquals(List.of("eu-west"), served(simulation.instances.get(1)));
  }

  @Test
  void whoJoinsLateServesWhatTheOthersServe() {
    Simulation simulation = cluster(3002, 3);
    simulation.run(Duration.ofSeconds(15));
    simulation.instances.get(2).crash();
    simulation.brokenEndpoints.addAll(Set.of("192.0.2.10", "192.0.2.11"));
    simulation.run(Duration.ofSeconds(5));
    simulation.instances.get(2).start(false);
    simulation.run(Duration.ofMillis(500));
    assertEquals(List.of("eu-west"), served(simulation.instances.get(2)));
  }

  @Test
  void anIsolatedSurvivorsDrainActsAtOnceAndReachesAllAfterTheHeal() {
    Simulation simulation = cluster(3003, 3);
    simulation.run(Duration.ofSeconds(15));
    simulation.instances.forEach(from ->
        simulation.instances.forEach(to -> {
          if (from != to) {
            simulation.cut(from.name, to.name);
          }
        }));
    simulation.run(Duration.ofSeconds(6));
    simulation.instances.getFirst().drain("us-east", true);
    assertEquals(List.of("eu-west"), served(simulation.instances.get(0)));
    assertEquals(List.of("us-east"), served(simulation.instances.get(1)));
    simulation.healNetwork();
    simulation.run(Duration.ofSeconds(3));
    simulation.instances.forEach(each -> assertEquals(List.of("eu-west"), served(each)));
  }

  @Test
  void whileItIsFrozenNothingIsDecidedAndAfterwardsWhatIsDueIs() {
    Simulation simulation = cluster(3005, 3);
    simulation.run(Duration.ofSeconds(15));
    simulation.instances.get(1).freeze(true);
    simulation.run(Duration.ofSeconds(1));
    simulation.brokenEndpoints.addAll(Set.of("192.0.2.10", "192.0.2.11"));
    simulation.run(Duration.ofSeconds(20));
    simulation.instances.forEach(each -> assertEquals(List.of("us-east"), served(each)));
    simulation.instances.get(2).freeze(false);
    simulation.run(Duration.ofSeconds(2));
    simulation.instances.forEach(each -> assertEquals(List.of("eu-west"), served(each)));
  }

  @Test
  void aPinOutlivesTheDeathOfItsRegionAndEndsForEverybody() {
    Simulation simulation = cluster(3006, 3);
    simulation.run(Duration.ofSeconds(15));
    simulation.instances.get(0).pin("us-east", true);
    simulation.run(Duration.ofSeconds(1));
    simulation.brokenEndpoints.addAll(Set.of("192.0.2.10", "192.0.2.11"));
    simulation.run(Duration.ofSeconds(10));
    simulation.instances.forEach(each -> assertEquals(List.of("us-east"), served(each)));
    simulation.instances.get(2).pin("us-east", false);
    simulation.run(Duration.ofSeconds(1));
    simulation.instances.forEach(each -> assertEquals(List.of("eu-west"), served(each)));
  }

  @Test
  void whenEverythingIsDownEverythingIsServed() {
    Simulation simulation = cluster(3004, 3);
    simulation.run(Duration.ofSeconds(15));
    simulation.brokenEndpoints.addAll(Set.of("192.0.2.10", "192.0.2.11", "198.51.100.10"));
    simulation.run(Duration.ofSeconds(5));
    simulation.instances.forEach(each -> assertEquals(Simulation.REGIONS, served(each)));
  }

  @Test
  void theSameSeedIsTheSameRun() {
    assertEquals(ledgerAfterFaults(77), ledgerAfterFaults(77));
  }

  private static String ledgerAfterFaults(long seed) {
    Simulation simulation = cluster(seed, 3);
    new RandomFaults(simulation).plan(FAULTS);
    simulation.run(FAULTS);
    return simulation.instances.stream()
        .filter(SimulatedInstance::isAlive)
        .map(each -> each.loop().ledger().digest().hex())
        .toList()
        .toString();
  }

  @Test
  void aBrokenRuleIsReportedWithItsSeed() {
    Simulation simulation = new Simulation(4711, 1);
    simulation.invariants.add((all, instance) -> Optional.of("made up"));
    simulation.after(Duration.ZERO, () -> simulation.instances.getFirst().start(false));
    AssertionError error =
        assertThrows(AssertionError.class, () -> simulation.run(Duration.ofSeconds(1)));
    assertTrue(String.valueOf(error.getMessage()).contains("seed 4711"));
  }
}
