package dev.leeward.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leeward.node.SimulatedConfiguration.Behaviour;
import dev.leeward.topology.MinHealthy;
import dev.leeward.topology.Safety;
import dev.leeward.topology.Service;
import dev.leeward.topology.Withdrawal;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What flaps is let back ever more rarely: hours of virtual time with the default hold. */
class FlappingTest {
  private static final Behaviour DEFAULTS =
      new Behaviour(
          Service.Policy.FAILOVER,
          MinHealthy.of(1),
          Service.WhenAllDown.OPEN,
          Service.Failback.AUTOMATIC,
          new Safety(1, 0.67, 10, Duration.ofMinutes(10)),
          Duration.ofSeconds(60),
          Withdrawal.AT_ONCE);
  private static final Duration UNTIL_CALM = Duration.ofSeconds(15);
  private static final Duration HOUR = Duration.ofHours(1);
  private static final int MOST_IN_THE_FIRST_HOUR = 12;
  private static final int MOST_IN_A_LATER_HOUR = 4;

  /** One of two endpoints of the region that is served. */
  private static final String FLAPPING = "192.0.2.10";

  private final Simulation simulation = new Simulation(1, SimulatedConfiguration.of(3, DEFAULTS));
  private final AnswerChanges changes = new AnswerChanges();

  private long begin() {
    simulation.invariants.add(new NeverEmpty());
    simulation.startAll();
    simulation.run(UNTIL_CALM);
    simulation.invariants.add(changes);
    simulation.run(UNTIL_CALM);
    assertEquals(0, changes.mostFrom(0, HOUR));
    return simulation.nowNanos();
  }

  private void assertRarer(long begin) {
    long first = changes.mostFrom(begin, HOUR);
    long second = changes.mostFrom(begin + HOUR.toNanos(), HOUR);
    assertTrue(first <= MOST_IN_THE_FIRST_HOUR, first + " changes in the first hour");
    assertTrue(second <= MOST_IN_A_LATER_HOUR, second + " changes in the second hour");
  }

  /** The fastest ones are never down for long enough, the slow ones are let back a few times. */
  @ParameterizedTest
  @ValueSource(longs = {500, 1100, 2300, 5300, 11_000, 20_000, 150_000, 400_000, 1_000_000})
  void anEndpointThatFlapsWithAnyPeriodChangesAnswersTwelveTimesInItsFirstHourAndFourInItsSecond(
      long periodMillis) {
    long begin = begin();
    refuse(Duration.ofMillis(periodMillis / 2), FLAPPING);
    simulation.run(HOUR.multipliedBy(2));
    assertRarer(begin);
  }

  @ParameterizedTest
  @ValueSource(longs = {2300, 20_000, 400_000})
  void soDoesARegionThatFlapsAsAWhole(long periodMillis) {
    long begin = begin();
    refuse(Duration.ofMillis(periodMillis / 2), "us-east");
    simulation.run(HOUR.multipliedBy(2));
    assertRarer(begin);
  }

  private void refuse(Duration half, String what) {
    Runnable end = simulation.world.refuse(what);
    simulation.after(
        half,
        () -> {
          end.run();
          simulation.after(half, () -> refuse(half, what));
        });
  }

  /** It works until it is trusted everywhere, and no longer: nothing is let back more often. */
  @Test
  void whatFlapsAtTheWorstMomentsDoesSoTooAndGoesOnBeingHeldHourAfterHour() {
    long begin = begin();
    refuseWhileTrusted();
    simulation.run(HOUR.multipliedBy(4));
    assertRarer(begin);
    long first = changes.mostFrom(begin, HOUR);
    assertTrue(first >= 8, "only " + first + " changes: the doubling was not put to the test");
    for (int hour = 2; hour < 4; hour++) {
      long later = changes.mostFrom(begin + hour * HOUR.toNanos(), HOUR);
      assertTrue(later <= MOST_IN_A_LATER_HOUR, later + " changes " + hour + " hours later");
    }
  }

  private void refuseWhileTrusted() {
    Runnable end = simulation.world.refuse(FLAPPING);
    simulation.after(
        Duration.ofSeconds(5),
        () -> {
          end.run();
          waitUntilTrusted();
        });
  }

  private void waitUntilTrusted() {
    simulation.after(
        Duration.ofMillis(500),
        () -> {
          if (changes.allAreBack()) {
            refuseWhileTrusted();
          } else {
            waitUntilTrusted();
          }
        });
  }
}
