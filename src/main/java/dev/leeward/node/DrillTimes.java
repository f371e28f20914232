package dev.leeward.node;

import dev.leeward.agreement.Sighting;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * When one instance reached each stage of a drill, on this instance's monotonic clock. Owned by the
 * decision loop.
 *
 * <p>A peer says how long ago something was when it sent its ballot. The ballot took between
 * nothing and the whole round trip to come, half of it in the middle: that is the estimate, and
 * half of it is how far it may be off. Every ballot tells it again; the quickest round trip counts.
 */
final class DrillTimes {
  /** What an instance passes in a drill. */
  enum Stage {
    HEARD,
    AWAY,
    ENDED,
    BACK
  }

  /** Longer than any drill; a peer may write what it likes. */
  private static final long LONGEST_AGE_NANOS = Duration.ofDays(1).toNanos();

  private record Estimate(long atNanos, long errorNanos) {}

  private final Map<Stage, Estimate> stages = new EnumMap<>(Stage.class);

  /** This instance's own: known to the turn of its loop. Only the first time counts. */
  void reached(Stage stage, long nowNanos) {
    stages.putIfAbsent(stage, new Estimate(nowNanos, 0));
  }

  /** What a peer's ballot says, that came now after a round trip that took so long. */
  void told(Sighting sighting, long nowNanos, long roundTripNanos) {
    told(Stage.HEARD, sighting.heard(), nowNanos, roundTripNanos);
    told(Stage.AWAY, sighting.away(), nowNanos, roundTripNanos);
    told(Stage.ENDED, sighting.ended(), nowNanos, roundTripNanos);
    told(Stage.BACK, sighting.back(), nowNanos, roundTripNanos);
  }

  private void told(Stage stage, long ageNanos, long nowNanos, long roundTripNanos) {
    if (ageNanos >= 0 && ageNanos < LONGEST_AGE_NANOS) {
      long error = Math.max(0, roundTripNanos) / 2;
      Estimate estimate = new Estimate(nowNanos - error - ageNanos, error);
      stages.merge(
          stage, estimate, (known, news) -> news.errorNanos() < known.errorNanos() ? news : known);
    }
  }

  boolean has(Stage stage) {
    return stages.containsKey(stage);
  }

  OptionalLong at(Stage stage) {
    Estimate estimate = stages.get(stage);
    return estimate == null ? OptionalLong.empty() : OptionalLong.of(estimate.atNanos());
  }

  /** The age of a stage for a sighting. */
  long age(Stage stage, long nowNanos) {
    Estimate estimate = stages.get(stage);
    return estimate == null ? Sighting.NOT_YET : Math.max(0, nowNanos - estimate.atNanos());
  }

  /** How far the worst of them may be off. */
  long errorNanos() {
    return stages.values().stream().mapToLong(Estimate::errorNanos).max().orElse(0);
  }
}
