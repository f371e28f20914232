package dev.leeward.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leeward.health.ProbeWorld.Answer;
import dev.leeward.topology.Target;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An hour of endpoints that fail and recover at random: what is believed is what is so. */
class InjectedTruthTest {
  private static final CheckTiming TIMING = ProbeWorld.TIMING;
  private static final long STEP_MILLIS = 100;
  private static final long HOUR_MILLIS = Duration.ofHours(1).toMillis();

  /** So long each of its states lasts at least, so that each must be noticed. */
  private static final long SHORTEST_MILLIS = 8_000;

  /** How one endpoint fails, or null; and since when it does what it does. */
  private record Truth(@Nullable Failure failure, long sinceMillis) {
    Opinion.State state() {
      return failure == null ? Opinion.State.UP : Opinion.State.DOWN;
    }
  }

  private enum Failure {
    REFUSES,
    HANGS,
    ERRS
  }

  private final Map<Target, Truth> truths = new HashMap<>();
  private final Map<Target, Integer> flips = new HashMap<>();

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void opinionsFollowTheTruthForAnHour(long seed) {
    List<Target> targets = new ArrayList<>();
    for (int i = 1; i <= 20; i++) {
      targets.add(ProbeWorld.target("192.0.2." + i, i % 2 == 0 ? "us-east" : "eu-west"));
    }
    // One never fails: were all silent at once, this observer would doubt itself.
    Target steady = ProbeWorld.target("192.0.2.99", "eu-west");
    targets.add(steady);
    targets.forEach(target -> truths.put(target, new Truth(null, 0)));
    ProbeWorld world = new ProbeWorld(seed, TIMING, targets.toArray(Target[]::new));
    world.endpointsAnswer(this::answer);
    Random random = new Random(seed);
    for (long now = 0; now < HOUR_MILLIS; now += STEP_MILLIS) {
      inject(targets.get(random.nextInt(20)), now, random);
      world.runMillis(STEP_MILLIS);
      assertTruth(world, now + STEP_MILLIS);
    }
    assertChanges(world);
  }

  private void inject(Target target, long nowMillis, Random random) {
    Truth before = truthOf(target);
    if (nowMillis - before.sinceMillis() < SHORTEST_MILLIS || random.nextInt(4) > 0) {
      return;
    }
    Failure next =
        before.failure() == null ? Failure.values()[random.nextInt(Failure.values().length)] : null;
    truths.put(target, new Truth(next, nowMillis));
    flips.merge(target, 1, Integer::sum);
  }

  private Truth truthOf(Target target) {
    return Objects.requireNonNull(truths.get(target));
  }

  private Answer answer(ProbeStart start) {
    return switch (truthOf(start.target()).failure()) {
      case null -> Answer.healthy();
      case REFUSES -> Answer.refused();
      case HANGS -> Answer.silent(start);
      case ERRS ->
          new Answer(5, new ProbeResult.Failed("status 500, expected 200", Duration.ofMillis(5)));
    };
  }

  private void assertTruth(ProbeWorld world, long nowMillis) {
    long toUp = TIMING.rise() * TIMING.interval().plus(TIMING.jitter()).toMillis();
    truths.forEach((target, truth) -> {
      long noticed =
          truth.state() == Opinion.State.DOWN
              ? TIMING.worstCaseToDown().toMillis()
              : toUp + TIMING.timeout().plus(TIMING.interval()).toMillis();
      if (nowMillis - truth.sinceMillis() > noticed) {
        assertEquals(truth.state(), world.opinion(target).state(), target + " at " + nowMillis);
      }
    });
  }

  /** Each change of the truth is one change of the opinion, and there is no other. */
  private void assertChanges(ProbeWorld world) {
    world.runMillis(SHORTEST_MILLIS);
    int all = 0;
    for (Target target : truths.keySet()) {
      long changes =
          world.events.stream()
              .filter(event ->
                  event instanceof HealthEvent.OpinionChanged changed
                      && changed.target().equals(target)
                      && changed.before().state() != changed.after().state())
              .count();
      // The first is that it became known.
      assertEquals(1 + flips.getOrDefault(target, 0), changes, target.toString());
      all += flips.getOrDefault(target, 0);
    }
    assertTrue(all > 1000, all + " flips");
  }
}
