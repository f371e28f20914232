package dev.leeward.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a cluster does in one named sequence of events, by the simulation's clock. */
class AgreementScenariosTest {
  private static final String WWW = SimulatedConfiguration.WWW;
  private static final List<String> FIRST = List.of("us-east");
  private static final List<String> SECOND = List.of("eu-west");

  /** Fifteen seconds after its start, so that all have opinions; every invariant is watched. */
  private static Simulation cluster(long seed, int voters) {
    Simulation simulation = new Simulation(seed, voters);
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
      assertEquals(
          regions,
          instance.served(WWW),
          () -> instance.name + ", seed " + simulation.seed + "\n" + simulation.story());
    }
  }

  @Test
  void aDeadRegionIsLeftWithinThreeSecondsByEveryone() {
    for (long seed = 1000; seed < 1050; seed++) {
      Simulation simulation = cluster(seed, 3);
      simulation.run(simulation.between(0, 2000));
      simulation.world.hang("us-east");
      simulation.run(Duration.ofMillis(3000));
      assertServed(SECOND, simulation);
    }
  }

  @Test
  void nineVotersAgreeAsThreeDo() {
    for (long seed = 1100; seed < 1110; seed++) {
      Simulation simulation = cluster(seed, 9);
      for (int i = 5; i < 9; i++) {
        voter(simulation, i).crash();
      }
      simulation.world.hang("us-east");
      simulation.run(Duration.ofMillis(3000));
      for (int i = 0; i < 5; i++) {
        assertEquals(SECOND, voter(simulation, i).served(WWW), "seed " + seed);
      }
    }
  }

  @Test
  void fourOfNineHold() {
    Simulation simulation = cluster(1200, 9);
    for (int i = 4; i < 9; i++) {
      voter(simulation, i).crash();
    }
    simulation.run(Duration.ofSeconds(5));
    simulation.world.refuse("us-east");
    simulation.run(Duration.ofSeconds(30));
    for (int i = 0; i < 4; i++) {
      assertEquals(FIRST, voter(simulation, i).served(WWW));
    }
  }

  @Test
  void oneSickObserverSwitchesNothing() {
    for (long seed = 2000; seed < 2020; seed++) {
      Simulation simulation = cluster(seed, 3);
      voter(simulation, (int) (seed % 3)).sick = true;
      simulation.run(Duration.ofSeconds(30));
      assertServed(FIRST, simulation);
    }
  }

  @Test
  void whoJoinsLateServesWhatTheOthersServe() {
    Simulation simulation = cluster(3002, 3);
    voter(simulation, 2).crash();
    simulation.world.refuse("us-east");
    simulation.run(Duration.ofSeconds(5));
    voter(simulation, 2).start(false);
    simulation.run(Duration.ofMillis(500));
    assertServed(SECOND, simulation);
  }

  @Test
  void anIsolatedSurvivorsDrainActsAtOnceAndReachesAllAfterTheHeal() {
    Simulation simulation = cluster(3003, 3);
    Runnable heal = simulation.network.separateAll();
    simulation.run(Duration.ofSeconds(6));
    voter(simulation, 0).operator.drain("us-east");
    assertEquals(SECOND, voter(simulation, 0).served(WWW));
    assertEquals(FIRST, voter(simulation, 1).served(WWW));
    heal.run();
    simulation.run(Duration.ofSeconds(3));
    assertServed(SECOND, simulation);
  }

  @Test
  void whileItIsFrozenNothingIsDecidedAndAfterwardsWhatIsDueIs() {
    Simulation simulation = cluster(3005, 3);
    voter(simulation, 1).operator.freeze();
    simulation.run(Duration.ofSeconds(1));
    simulation.world.refuse("us-east");
    simulation.run(Duration.ofSeconds(20));
    assertServed(FIRST, simulation);
    voter(simulation, 2).operator.thaw();
    simulation.run(Duration.ofSeconds(2));
    assertServed(SECOND, simulation);
  }

  @Test
  void aPinOutlivesTheDeathOfItsRegionAndEndsForEverybody() {
    Simulation simulation = cluster(3006, 3);
    voter(simulation, 0).operator.pin("us-east");
    simulation.run(Duration.ofSeconds(1));
    simulation.world.refuse("us-east");
    simulation.run(Duration.ofSeconds(10));
    assertServed(FIRST, simulation);
    voter(simulation, 2).operator.unpin();
    simulation.run(Duration.ofSeconds(1));
    assertServed(SECOND, simulation);
  }

  @Test
  void whenEverythingIsDownEverythingIsServed() {
    Simulation simulation = cluster(3004, 3);
    simulation.world.refuse("us-east");
    simulation.world.refuse("eu-west");
    simulation.run(Duration.ofSeconds(5));
    assertServed(SimulatedConfiguration.REGIONS, simulation);
  }

  /** Two voters blinked before the cut; their ballots sat in a socket until the heal. */
  @Test
  void ballotsOfABlipThatArriveWithTheHealSwitchNothing() {
    for (long seed = 3100; seed < 3120; seed++) {
      Simulation simulation = cluster(seed, 3);
      List<Runnable> heals = new ArrayList<>();
      for (int from = 1; from < 3; from++) {
        voter(simulation, from).sick = true;
        heals.add(simulation.network.stall(voter(simulation, from).name, "voter-a"));
        heals.add(simulation.network.cut("voter-a", voter(simulation, from).name));
      }
      heals.add(simulation.network.cut("voter-b", "voter-c"));
      heals.add(simulation.network.cut("voter-c", "voter-b"));
      simulation.run(Duration.ofSeconds(3));
      voter(simulation, 1).sick = false;
      voter(simulation, 2).sick = false;
      simulation.run(Duration.ofSeconds(40));
      heals.forEach(Runnable::run);
      simulation.run(Duration.ofSeconds(5));
      assertServed(FIRST, simulation);
    }
  }

  /** Its monotonic clock stood still, so what it had sent before still looked young. */
  @Test
  void whoIsSuspendedWhileARegionRecoversDoesNotPutItOutAgain() {
    for (long seed = 3200; seed < 3220; seed++) {
      Simulation simulation = cluster(seed, 3);
      Runnable recovers = simulation.world.refuse("us-east");
      simulation.run(Duration.ofMillis(900));
      voter(simulation, 1).suspend();
      simulation.run(Duration.ofSeconds(2));
      recovers.run();
      simulation.run(Duration.ofSeconds(20));
      voter(simulation, 1).resume();
      simulation.run(Duration.ofSeconds(3));
      assertServed(FIRST, simulation);
    }
  }

  @Test
  void aWallClockThatJumpsSwitchesNothingAndStopsNothing() {
    for (int hours : List.of(-2, 2)) {
      Simulation simulation = cluster(3300, 3);
      voter(simulation, 0).jump(Duration.ofHours(hours));
      simulation.run(Duration.ofSeconds(5));
      assertServed(FIRST, simulation);
      simulation.world.refuse("us-east");
      simulation.run(Duration.ofSeconds(3));
      assertServed(SECOND, simulation);
    }
  }

  @Test
  void whenAllDisksAreLostAtOnceTheClusterBeginsAnew() {
    Simulation simulation = cluster(3400, 3);
    simulation.world.refuse("us-east");
    simulation.run(Duration.ofSeconds(5));
    simulation.instances.forEach(SimulatedInstance::crash);
    simulation.instances.forEach(each -> each.start(false));
    simulation.run(Duration.ofSeconds(5));
    assertServed(SECOND, simulation);
  }

  @Test
  void aCrashBeforeTheDiskHasWrittenLosesOnlyWhatPeersGiveBack() {
    Simulation simulation = cluster(3500, 3);
    voter(simulation, 0).disk.delay = Duration.ofSeconds(10);
    simulation.world.refuse("us-east");
    simulation.run(Duration.ofSeconds(5));
    voter(simulation, 0).crash();
    voter(simulation, 0).start(true);
    assertEquals(FIRST, voter(simulation, 0).served(WWW));
    simulation.run(Duration.ofMillis(500));
    assertServed(SECOND, simulation);
  }

  /**
   * A fourth voter takes the place of one that is dead: two of the old three decided, and three of
   * the new four must go on from there.
   */
  @Test
  void aVoterThatIsAddedWhileAnotherIsDownTakesOverWhatWasDecided() {
    Simulation simulation = cluster(3600, 3);
    voter(simulation, 2).crash();
    Runnable recovers = simulation.world.refuse("us-east");
    simulation.run(Duration.ofSeconds(5));
    SimulatedConfiguration grown =
        SimulatedConfiguration.of(3)
            .withVoters(List.of("voter-a", "voter-b", "voter-c", "voter-d"));
    voter(simulation, 0).reload(grown);
    voter(simulation, 1).reload(grown);
    SimulatedInstance added = simulation.add("voter-d", grown);
    added.start(false);
    simulation.run(Duration.ofSeconds(2));
    assertEquals(SECOND, added.served(WWW));
    recovers.run();
    simulation.run(Duration.ofSeconds(20));
    for (SimulatedInstance instance : List.of(voter(simulation, 0), voter(simulation, 1), added)) {
      assertEquals(FIRST, instance.served(WWW), simulation.story());
    }
  }

  @Test
  void whatOneSideOfACutDecidedTheOtherTakesOverByItsTerm() {
    Simulation simulation = cluster(3700, 5);
    Runnable heal = simulation.network.separate(List.of("voter-d", "voter-e"));
    Runnable recovers = simulation.world.refuse("us-east");
    simulation.run(Duration.ofSeconds(6));
    assertEquals(SECOND, voter(simulation, 0).served(WWW));
    assertEquals(FIRST, voter(simulation, 4).served(WWW));
    assertNotEquals(
        voter(simulation, 0).loop().ledger().digest(),
        voter(simulation, 4).loop().ledger().digest());
    heal.run();
    simulation.run(Duration.ofSeconds(2));
    assertServed(SECOND, simulation);
    assertTrue(ConvergesAfterHeal.ledgers(simulation).size() == 1);
    recovers.run();
    simulation.run(Duration.ofSeconds(20));
    assertServed(FIRST, simulation);
  }
}
