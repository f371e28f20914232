package dev.leeward.node;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.leeward.node.SimulatedConfiguration.Behaviour;
import dev.leeward.topology.MinHealthy;
import dev.leeward.topology.Safety;
import dev.leeward.topology.Service;
import dev.leeward.topology.Withdrawal;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A service that loses by moving too early, by the simulation's clock. */
class SlowWithdrawalTest {
  private static final Behaviour STATEFUL =
      new Behaviour(
              Service.Policy.FAILOVER,
              MinHealthy.of(1),
              Service.WhenAllDown.HOLD,
              Service.Failback.MANUAL,
              new Safety(1, 0.67, 10, Duration.ofMinutes(10)))
          .with(
              new Withdrawal(
                  Duration.ofSeconds(60), MinHealthy.parse("66%"), 1, Duration.ofMinutes(30)));
  private static final List<String> FIRST = List.of("us-east");
  private static final List<String> SECOND = List.of("eu-west");

  private static Simulation cluster(int voters) {
    Simulation simulation = new Simulation(7, SimulatedConfiguration.of(voters, STATEFUL));
    simulation.invariants.addAll(Invariant.all());
    simulation.startAll();
    simulation.run(Duration.ofSeconds(15));
    return simulation;
  }

  private static void assertServed(List<String> regions, Simulation simulation) {
    for (SimulatedInstance instance : simulation.instances) {
      assertEquals(regions, instance.served(SimulatedConfiguration.WWW), () -> simulation.story());
    }
  }

  @Test
  void anOutageOfFortyThreeSecondsMovesNothing() {
    Simulation simulation = cluster(3);
    Runnable end = simulation.world.hang("us-east");
    simulation.run(Duration.ofSeconds(43));
    end.run();
    simulation.run(Duration.ofMinutes(5));
    assertServed(FIRST, simulation);
  }

  @Test
  void oneThatLastsMovesItAfterTheHold() {
    Simulation simulation = cluster(3);
    simulation.world.hang("us-east");
    simulation.run(Duration.ofSeconds(59));
    assertServed(FIRST, simulation);
    simulation.run(Duration.ofSeconds(6));
    assertServed(SECOND, simulation);
  }

  @Test
  void whatHasMovedDoesNotMoveAgainWithinHalfAnHour() {
    Simulation simulation = cluster(3);
    Runnable end = simulation.world.hang("us-east");
    simulation.run(Duration.ofSeconds(65));
    end.run();
    simulation.run(Duration.ofMinutes(2));
    simulation.instances.getFirst().operator.failback(SimulatedConfiguration.WWW);
    simulation.run(Duration.ofSeconds(5));
    assertServed(FIRST, simulation);
    simulation.world.hang("us-east");
    simulation.run(Duration.ofMinutes(26));
    assertServed(FIRST, simulation);
    simulation.run(Duration.ofMinutes(2));
    assertServed(SECOND, simulation);
  }

  @Test
  void threeOfFiveVotersAreNotEnough() {
    Simulation simulation = cluster(5);
    for (int sick = 0; sick < 2; sick++) {
      simulation.instances.get(sick).crash();
    }
    simulation.world.hang("us-east");
    simulation.run(Duration.ofMinutes(3));
    for (int alive = 2; alive < 5; alive++) {
      assertEquals(FIRST, simulation.instances.get(alive).served(SimulatedConfiguration.WWW));
    }
    simulation.instances.getFirst().start(true);
    simulation.run(Duration.ofMinutes(2));
    assertEquals(SECOND, simulation.instances.getLast().served(SimulatedConfiguration.WWW));
  }
}
