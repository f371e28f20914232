package dev.leeward.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leeward.agreement.Tally;
import dev.leeward.topology.ServicePlan;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * A zone or configuration edit reaches the instances one after the other. Ballots name the digest
 * of each service's targets, so those that have it and those that have not yet count apart, for
 * that service alone.
 */
class RollingReloadTest {
  private static final String WWW = SimulatedConfiguration.WWW;
  private static final String MAIL = "mail";
  private static final Duration STEP = Duration.ofMillis(50);

  /** Until then an address that a reload added is given all the time that there is. */
  private static final Duration UNTIL_TIMEOUTS_ARE_LEARNED = Duration.ofSeconds(12);

  private static final int STEPS_BETWEEN_RELOADS = 60;

  private static final class Roll {
    private final SimulatedConfiguration before;
    private final SimulatedConfiguration after;
    private final Simulation simulation;
    private int reloaded;

    Roll(int voters) {
      before =
          SimulatedConfiguration.of(voters)
              .withService(MAIL, List.of("192.0.2.20", "198.51.100.20"));
      after = before.withService(WWW, List.of("192.0.2.10", "192.0.2.12", "198.51.100.10"));
      simulation = new Simulation(10 + voters, before);
      simulation.invariants.addAll(Invariant.all());
      simulation.startAll();
      simulation.run(Duration.ofSeconds(15));
    }

    int voters() {
      return simulation.instances.size();
    }

    void reloadOneMore() {
      simulation.instances.get(reloaded++).reload(after);
    }

    /** The instances that have the same list as a quorum: the larger group, never both. */
    List<SimulatedInstance> sideWithQuorum() {
      boolean isNew = reloaded >= before.majority();
      return isNew
          ? simulation.instances.subList(0, reloaded)
          : simulation.instances.subList(reloaded, voters());
    }

    Set<String> counted(SimulatedInstance instance, String service) {
      LoopSnapshot now = instance.seenNow();
      ServicePlan plan = now.settings().topology().service(service).orElseThrow();
      Tally tally = java.util.Objects.requireNonNull(now.tallies().get(service));
      return tally.votesOn(plan.targets().getFirst()).keySet();
    }

    void assertQuorums() {
      for (SimulatedInstance each : simulation.instances) {
        assertEquals(
            voters(),
            counted(each, MAIL).size(),
            "of the service that nobody touched, " + each.name);
      }
      for (SimulatedInstance each : sideWithQuorum()) {
        assertTrue(
            counted(each, WWW).size() >= before.majority(),
            () ->
                each.name
                    + " counts "
                    + counted(each, WWW)
                    + " after "
                    + reloaded
                    + " reloads\n"
                    + simulation.story());
      }
    }
  }

  /** The ballots of who has just reloaded need one way to the others. */
  private static void letBallotsArrive(Roll roll) {
    roll.simulation.run(Duration.ofMillis(300));
  }

  private static void neitherServiceLosesItsQuorum(int voters) {
    Roll roll = new Roll(voters);
    roll.assertQuorums();
    for (int i = 0; i < voters; i++) {
      roll.reloadOneMore();
      letBallotsArrive(roll);
      for (int step = 0; step < STEPS_BETWEEN_RELOADS; step++) {
        roll.simulation.run(STEP);
        roll.assertQuorums();
      }
    }
  }

  @Test
  void overThreeVotersNeitherServiceLosesItsQuorum() {
    neitherServiceLosesItsQuorum(3);
  }

  @Test
  void overFiveVotersNeitherServiceLosesItsQuorum() {
    neitherServiceLosesItsQuorum(5);
  }

  @Test
  void overNineVotersNeitherServiceLosesItsQuorum() {
    neitherServiceLosesItsQuorum(9);
  }

  /** Not even while the ballots of who has just reloaded are under way. */
  @Test
  void theServiceThatNobodyTouchedIsCountedWithoutAGapThroughoutAReload() {
    Roll roll = new Roll(3);
    for (int i = 0; i < 3; i++) {
      roll.reloadOneMore();
      for (int step = 0; step < 100; step++) {
        for (SimulatedInstance each : roll.simulation.instances) {
          assertEquals(3, roll.counted(each, MAIL).size());
        }
        roll.simulation.run(Duration.ofMillis(5));
      }
    }
  }

  private static void aRegionThatDiesInTheMiddleIsLeftByAll(int voters) {
    for (int reloads = 1; reloads < voters; reloads++) {
      Roll roll = new Roll(voters);
      for (int i = 0; i < reloads; i++) {
        roll.reloadOneMore();
        roll.simulation.run(Duration.ofSeconds(2));
      }
      roll.simulation.run(UNTIL_TIMEOUTS_ARE_LEARNED);
      roll.simulation.world.hang("us-east");
      roll.simulation.run(Duration.ofSeconds(3));
      for (SimulatedInstance each : roll.simulation.instances) {
        assertEquals(
            List.of("eu-west"),
            each.served(WWW),
            () -> each.name + " after " + roll.reloaded + " reloads\n" + roll.simulation.story());
        assertEquals(List.of("eu-west"), each.served(MAIL));
      }
    }
  }

  @Test
  void overThreeVotersARegionThatDiesInTheMiddleIsLeftByAll() {
    aRegionThatDiesInTheMiddleIsLeftByAll(3);
  }

  @Test
  void overFiveVotersARegionThatDiesInTheMiddleIsLeftByAll() {
    aRegionThatDiesInTheMiddleIsLeftByAll(5);
  }

  /** What two plus one dictates: with one voter dead the roll's middle has no quorum. */
  @Test
  void withOneOfThreeDeadTheChangedServiceHoldsUntilTheOtherTwoHaveTheSameListAgain() {
    Roll roll = new Roll(3);
    roll.simulation.instances.get(2).crash();
    roll.reloadOneMore();
    roll.simulation.run(Duration.ofSeconds(5));
    roll.simulation.world.refuse("us-east");
    roll.simulation.run(Duration.ofSeconds(10));
    for (int i = 0; i < 2; i++) {
      assertEquals(List.of("us-east"), roll.simulation.instances.get(i).served(WWW));
      assertEquals(List.of("eu-west"), roll.simulation.instances.get(i).served(MAIL));
    }
    roll.reloadOneMore();
    roll.simulation.run(Duration.ofSeconds(3));
    for (int i = 0; i < 2; i++) {
      assertEquals(List.of("eu-west"), roll.simulation.instances.get(i).served(WWW));
    }
  }
}
