package dev.leeward.health;

import java.time.Duration;

/**
 * When a target is probed and how many results in a row make an opinion.
 *
 * @param interval from one probe's start to the next while the opinion is settled
 * @param timeout after which a probe has failed silently; the longest, where it is learned
 * @param retryInterval start to start while it is not settled
 * @param jitter the most by which a probe comes after its turn in the interval
 * @param fall failures in a row that make it down
 * @param rise successes in a row that make it up
 * @param learnsTimeout whether each target's timeout follows from how fast it answers
 */
public record CheckTiming(
    Duration interval,
    Duration timeout,
    Duration retryInterval,
    Duration jitter,
    int fall,
    int rise,
    boolean learnsTimeout) {
  public CheckTiming {
    requirePositive(interval, "interval");
    requirePositive(timeout, "timeout");
    requirePositive(retryInterval, "retry-interval");
    if (jitter.isNegative()) {
      throw new IllegalArgumentException("jitter " + jitter + " is negative");
    }
    if (fall < 1 || rise < 1) {
      throw new IllegalArgumentException(
          "fall " + fall + " and rise " + rise + " must be 1 or more");
    }
  }

  /** With the timeout that is given. */
  public CheckTiming(
      Duration interval,
      Duration timeout,
      Duration retryInterval,
      Duration jitter,
      int fall,
      int rise) {
    this(interval, timeout, retryInterval, jitter, fall, rise, false);
  }

  /** With a timeout that each target's answers teach. */
  public static CheckTiming learning(
      Duration interval, Duration retryInterval, Duration jitter, int fall, int rise) {
    return new CheckTiming(
        interval, LearnedTimeout.CEILING, retryInterval, jitter, fall, rise, true);
  }

  private static void requirePositive(Duration duration, String key) {
    if (!duration.isPositive()) {
      throw new IllegalArgumentException(key + " " + duration + " must be more than 0");
    }
  }

  /** The longest time from a target's death to this instance's opinion that it is down. */
  public Duration worstCaseToDown() {
    return longestToDown(timeout, timeout);
  }

  /**
   * The same where the target has taught that it answers within 100 ms and nothing was lost of
   * late; the worst case itself where the timeout is not learned.
   */
  public Duration likelyToDown() {
    return learnsTimeout
        ? longestToDown(LearnedTimeout.FLOOR, LearnedTimeout.FLOOR.multipliedBy(2))
        : worstCaseToDown();
  }

  /**
   * The target dies after it answered a probe. The first retry begins when that failed, the others
   * while it still waits.
   */
  private Duration longestToDown(Duration calm, Duration firstRetry) {
    Duration suspected = interval.plus(jitter).plus(calm);
    if (fall == 1) {
      return suspected;
    }
    Duration last = retryInterval.multipliedBy(fall - 2L).plus(calm);
    return suspected
        .plus(longer(retryInterval.minus(calm), Duration.ZERO))
        .plus(longer(firstRetry, last));
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }
}
