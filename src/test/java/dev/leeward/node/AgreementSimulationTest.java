package dev.leeward.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The whole decision plane of several instances under random faults. Set {@code -Dleeward.seed=N}
 * to run one schedule again, {@code -Dleeward.schedules=N} for more or fewer of them.
 */
class AgreementSimulationTest {
  private static final Path MANUAL = Path.of("src/site/markdown/agreement.md");
  private static final long SCHEDULES = Long.getLong("leeward.schedules", 10_000);

  @Test
  void noScheduleBreaksAnInvariant() {
    Long only = Long.getLong("leeward.seed");
    LongStream.rangeClosed(only == null ? 1 : only, only == null ? SCHEDULES : only)
        .parallel()
        .forEach(seed -> Schedule.run(seed, invariant -> true));
  }

  @Test
  void theManualNamesEveryInvariantAndNoOther() throws IOException {
    try (Stream<String> lines = Files.lines(MANUAL)) {
      List<String> named =
          lines
              .dropWhile(line -> !line.startsWith("| invariant |"))
              .skip(2)
              .takeWhile(line -> line.startsWith("|"))
              .map(line -> line.split("`")[1])
              .toList();
      assertEquals(Invariant.all().stream().map(Invariant::name).toList(), named);
    }
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

  @Test
  void aBugIsReportedWithItsSeedToo() {
    Simulation simulation = new Simulation(4712, 1);
    simulation.after(
        Duration.ZERO,
        () -> {
          throw new IllegalStateException("made up");
        });
    AssertionError error =
        assertThrows(AssertionError.class, () -> simulation.run(Duration.ofSeconds(1)));
    String message = String.valueOf(error.getMessage());
    assertTrue(message.startsWith("a bug: java.lang.IllegalStateException: made up"), message);
    assertTrue(message.contains("-Dleeward.seed=4712\n"), message);
  }
}
