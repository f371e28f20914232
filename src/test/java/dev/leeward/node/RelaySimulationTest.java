package dev.leeward.node;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leeward.agreement.Ballot;
import dev.leeward.agreement.Echo;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Links of which one direction, or both, carry nothing, while others reach both ends. */
final class RelaySimulationTest {
  private static final Duration STEP = Duration.ofMillis(100);

  private static Simulation calm(long seed, int voters) {
    Simulation simulation = new Simulation(seed, voters);
    simulation.instances.forEach(instance -> instance.start(false));
    simulation.run(Duration.ofSeconds(12));
    return simulation;
  }

  private static LoopSnapshot.VoterNow voter(Simulation simulation, String at, String name) {
    return simulation.instance(at).seenNow().voters().stream()
        .filter(voter -> voter.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static void assertFreshForAMinute(Simulation simulation) {
    for (int i = 0; i < 600; i++) {
      simulation.run(STEP);
      for (List<String> pair :
          List.of(List.of("voter-a", "voter-c"), List.of("voter-c", "voter-a"))) {
        if (!voter(simulation, pair.getFirst(), pair.getLast()).fresh()) {
          simulation.fail(pair.getLast() + " does not count at " + pair.getFirst());
        }
      }
    }
  }

  @Test
  void aVoterCountsWhereItsOwnBallotsDoNotArrive() {
    for (long seed = 1; seed <= 20; seed++) {
      Simulation simulation = calm(seed, 3);
      simulation.network.cut("voter-a", "voter-c");
      assertFreshForAMinute(simulation);
    }
  }

  @Test
  void twoVotersWithoutALinkCountForEachOther() {
    for (long seed = 1; seed <= 20; seed++) {
      Simulation simulation = calm(seed, seed % 2 == 0 ? 3 : 5);
      simulation.network.cut("voter-a", "voter-c");
      simulation.network.cut("voter-c", "voter-a");
      assertFreshForAMinute(simulation);
    }
  }

  @Test
  void oneHopIsNotTwo() {
    Simulation simulation = calm(7, 4);
    for (String one : List.of("voter-a", "voter-b")) {
      simulation.network.cut(one, "voter-d");
      simulation.network.cut("voter-d", one);
    }
    simulation.network.cut("voter-a", "voter-c");
    simulation.network.cut("voter-c", "voter-a");
    simulation.run(Duration.ofSeconds(10));
    assertTrue(voter(simulation, "voter-d", "voter-b").fresh(), "through c");
    assertTrue(!voter(simulation, "voter-d", "voter-a").fresh(), "would be through b and c");
  }

  @Test
  void whereEveryLinkWorksEverybodyIsHeardAndNobodyHelps() {
    Simulation simulation = calm(3, 5);
    for (int i = 0; i < 300; i++) {
      simulation.run(STEP);
      for (SimulatedInstance instance : simulation.instances) {
        Ballot ballot = voter(simulation, instance.name, instance.name).newest();
        assertTrue(ballot != null && ballot.echoes().stream().allMatch(Echo::heard));
      }
    }
  }

  @Test
  void aDeadRegionIsLeftAlthoughTwoVotersHaveNoLink() {
    for (long seed = 1; seed <= 20; seed++) {
      Simulation simulation = calm(seed, 3);
      simulation.network.cut("voter-a", "voter-c");
      simulation.network.cut("voter-c", "voter-a");
      simulation.run(Duration.ofSeconds(10));
      simulation.world.hang("us-east");
      simulation.run(Duration.ofMillis(3500));
      for (SimulatedInstance instance : simulation.instances) {
        List<String> served = instance.served(SimulatedConfiguration.WWW);
        if (!served.equals(List.of("eu-west"))) {
          simulation.fail(instance.name + " still serves " + served);
        }
      }
    }
  }
}
