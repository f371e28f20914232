package dev.leeward.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * The whole decision plane of several instances under random faults. Set {@code -Dleeward.seed=N}
 * to run one schedule again, {@code -Dleeward.schedules=N} for more or fewer of them.
 */
class AgreementSimulationTest {
  private static final long SCHEDULES = Long.getLong("leeward.schedules", 10_000);

  @Test
  void noScheduleBreaksAnInvariant() {
    Long only = Long.getLong("leeward.seed");
    LongStream.rangeClosed(only == null ? 1 : only, only == null ? SCHEDULES : only)
        .parallel()
        .forEach(seed -> Schedule.run(seed, invariant -> true));
  }

  /** Each in one thread, all by itself: the same seed is the same run beside any others. */
  @Test
  void theSameSeedIsTheSameRunEventByEvent() {
    for (long seed = 70; seed < 80; seed++) {
      String first = Schedule.run(seed, invariant -> true);
      assertEquals(first, Schedule.run(seed, invariant -> true));
      assertNotEquals(first, Schedule.run(seed + 10, invariant -> true));
    }
  }

  @Test
  void aBrokenInvariantIsReportedWithItsSeedAndTheCommandThatRepeatsIt() {
    Simulation simulation = new Simulation(4711, 1);
    simulation.invariants.add(
        new Invariant() {
          @Override
          public Optional<String> violation(Simulation all, SimulatedInstance instance) {
            return Optional.of("made up");
          }

          @Override
          public String name() {
            return "MadeUp";
          }
        });
    simulation.startAll();
    AssertionError error =
        assertThrows(AssertionError.class, () -> simulation.run(Duration.ofSeconds(5)));
    String message = String.valueOf(error.getMessage());
    assertTrue(message.startsWith("MadeUp at voter-a: made up\nseed 4711, 1 voters"), message);
    assertTrue(
        message.contains("./leeward test -Dtest=AgreementSimulationTest -Dleeward.seed=4711\n"),
        message);
    assertTrue(message.contains("voter-a starts"), message);
  }
}
