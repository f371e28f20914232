package dev.leeward.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leeward.health.ProbeWorld.Answer;
import dev.leeward.topology.Target;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Ten thousand endpoints, and all of one of two regions fall silent at once. */
class HalfSilentTest {
  private static final int IN_A_REGION = 5000;
  private static final Duration LATE = Duration.ofMillis(100);
  private static final CheckTiming TIMING =
      CheckTiming.learning(
          Duration.ofSeconds(2), Duration.ofMillis(250), Duration.ofMillis(100), 3, 5);

  private Duration latest = Duration.ZERO;

  private final HealthObserver lags =
      new HealthObserver() {
        @Override
        public void probeStarted(ProbeStart start, Duration lag) {
          latest = lag.compareTo(latest) > 0 ? lag : latest;
        }
      };

  private static List<Target> targets() {
    List<Target> targets = new ArrayList<>();
    for (int i = 0; i < IN_A_REGION; i++) {
      targets.add(ProbeWorld.target("10.1." + i / 250 + "." + i % 250, "us-east"));
      targets.add(ProbeWorld.target("10.2." + i / 250 + "." + i % 250, "eu-west"));
    }
    return targets;
  }

  private ProbeWorld world(int maxConcurrent) {
    ProbeWorld world =
        new ProbeWorld(7, maxConcurrent, lags, TIMING, targets().toArray(Target[]::new));
    world.endpointsAnswer(_ -> new Answer(40, new ProbeResult.Healthy(Duration.ofMillis(40))));
    world.runMillis(20_000);
    latest = Duration.ZERO;
    world.endpointsAnswer(start ->
        start.target().endpoint().region().equals("us-east")
            ? Answer.silent(start)
            : new Answer(40, new ProbeResult.Healthy(Duration.ofMillis(40))));
    return world;
  }

  private static long down(ProbeWorld world) {
    return world.monitor.snapshot().stream()
        .filter(health -> health.opinion().state() == Opinion.State.DOWN)
        .count();
  }

  @Test
  void noProbeIsLateWithTheUsualLimit() {
    ProbeWorld world = world(new ProbeSettings(false, "leeward-probe").maxConcurrent());
    world.runMillis(5_000);
    assertEquals(IN_A_REGION, down(world));
    world.runMillis(10_000);
    assertTrue(latest.compareTo(LATE) < 0, "latest " + latest);
  }

  /** So that the other test can fail. */
  @Test
  void manyAreLateWithATenthOfIt() {
    ProbeWorld world = world(new ProbeSettings(false, "leeward-probe").maxConcurrent() / 10);
    world.runMillis(5_000);
    assertTrue(latest.compareTo(LATE) > 0, "latest " + latest);
  }
}
