package dev.leeward.node;

import dev.leeward.node.SimulatedConfiguration.Behaviour;
import dev.leeward.topology.MinHealthy;
import dev.leeward.topology.Safety;
import dev.leeward.topology.Service;
import dev.leeward.topology.Withdrawal;
import java.time.Duration;
import java.util.Random;
import java.util.function.Predicate;

/** One seed: a cluster, half a minute of random faults, the heal, and the calm after it. */
final class Schedule {
  private static final int[] VOTERS = {3, 3, 5, 3, 2, 3, 7, 3, 1, 5};
  private static final Duration FAULTS = Duration.ofSeconds(32);
  private static final Duration TENTH = Duration.ofMillis(100);
  private static final int FIVE_SECONDS_IN_TENTHS = 50;

  /** The longest hold that this many faults can make, and some time to notice and agree. */
  private static final int LONGEST_CALM_SECONDS = 400;

  private static final int A_MINUTE = 60;

  private Schedule() {}

  /**
   * @return what happened
   * @throws AssertionError when an invariant among {@code chosen} breaks
   */
  static String run(long seed, Predicate<Invariant> chosen) {
    Random random = new Random(seed);
    int voters = VOTERS[(int) (seed % VOTERS.length)];
    Simulation simulation =
        new Simulation(seed, SimulatedConfiguration.of(voters, behaviour(random)));
    Invariant.all().stream().filter(chosen).forEach(simulation.invariants::add);
    simulation.startAll();
    RandomFaults faults = new RandomFaults(simulation);
    faults.plan(FAULTS);
    simulation.run(FAULTS);
    faults.endAll();
    heal(simulation);
    settle(simulation);
    return simulation.story();
  }

  /** With one invariant alone, so that it is this one that fails. */
  static String runWatching(long seed, String invariant) {
    return run(seed, each -> each.name().equals(invariant));
  }

  private static Behaviour behaviour(Random random) {
    if (random.nextInt(3) > 0) {
      return Behaviour.USUAL;
    }
    MinHealthy[] minimums = {MinHealthy.of(1), MinHealthy.of(2), MinHealthy.parse("50%")};
    Duration per = Duration.ofSeconds(20);
    Safety[] safeties = {
      new Safety(1, 0.67, 10, per), new Safety(1, 1, 2, per), new Safety(2, 0.4, 10, per)
    };
    Behaviour behaviour =
        new Behaviour(
            Service.Policy.values()[random.nextInt(2)],
            minimums[random.nextInt(minimums.length)],
            Service.WhenAllDown.values()[random.nextInt(2)],
            Service.Failback.values()[random.nextInt(2)],
            safeties[random.nextInt(safeties.length)]);
    Withdrawal[] withdrawals = {
      Withdrawal.AT_ONCE,
      new Withdrawal(Duration.ofSeconds(5), MinHealthy.of(1), Withdrawal.ANY_NUMBER, per),
      new Withdrawal(Duration.ZERO, MinHealthy.parse("66%"), 1, per),
    };
    return behaviour.with(withdrawals[random.nextInt(withdrawals.length)]);
  }

  private static void heal(Simulation simulation) {
    simulation.invariants.forEach(each -> each.faultsEnd(simulation));
    for (int i = 0; i < FIVE_SECONDS_IN_TENTHS; i++) {
      simulation.run(TENTH);
      simulation.invariants.forEach(each -> each.heals(simulation));
    }
    for (Invariant each : simulation.invariants) {
      each.fiveSecondsLater(simulation)
          .ifPresent(what -> simulation.fail(each.name() + ": " + what));
    }
  }

  /** Operators take back what they forced; then it is over as soon as all is as it should be. */
  private static void settle(Simulation simulation) {
    simulation.tell("operators release everything");
    SimulatedInstance first = simulation.instances.getFirst();
    first.operator.releaseAll();
    simulation.run(Duration.ofSeconds(5));
    TruthInTheEnd truth = new TruthInTheEnd();
    for (int i = 0; i < LONGEST_CALM_SECONDS && truth.inTheEnd(simulation).isPresent(); i++) {
      if (i % A_MINUTE == 0) {
        // Once is not enough where a withdrawal that had to wait came after it.
        first.operator.failback(SimulatedConfiguration.WWW);
      }
      simulation.run(Duration.ofSeconds(1));
    }
    for (Invariant each : simulation.invariants) {
      each.inTheEnd(simulation).ifPresent(what -> simulation.fail(each.name() + ": " + what));
    }
  }
}
