package dev.leeward.health;

import java.time.Duration;

/**
 * When a target is probed and how many results in a row make an opinion.
 *
 * @param interval from one probe's start to the next while the opinion is settled
 * @param timeout after which a probe has failed silently
 * @param retryInterval start to start while it is not settled
 * @param jitter the most that is added to an interval, so that instances do not probe in step
 * @param fall failures in a row that make it down
 * @param rise successes in a row that make it up
 */
public record CheckTiming(
    Duration interval,
    Duration timeout,
    Duration retryInterval,
    Duration jitter,
    int fall,
    int rise) {
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

  private static void requirePositive(Duration duration, String key) {
    if (!duration.isPositive()) {
      throw new IllegalArgumentException(key + " " + duration + " must be more than 0");
    }
  }

  /** The longest time from a target's death to this instance's opinion that it is down. */
  public Duration worstCaseToDown() {
    return interval
        .plus(jitter)
        .plus(timeout.multipliedBy(2))
        .plus(retryInterval.multipliedBy(fall - 1L));
  }
}
