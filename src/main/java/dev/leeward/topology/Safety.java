package dev.leeward.topology;

import java.time.Duration;

/**
 * How far a service may be thinned out, and how often it may change by itself.
 *
 * @param minRegions regions that stay in, at least one
 * @param maxWithdrawnShare of the service's regions that may be out, 0 to 1
 * @param maxChanges changes within {@code per} after which returns wait
 */
public record Safety(int minRegions, double maxWithdrawnShare, int maxChanges, Duration per) {
  /** What a share of a whole number may be off by in binary. */
  private static final double ROUNDING = 1e-9;

  public Safety {
    if (minRegions < 1 || maxChanges < 1 || !(maxWithdrawnShare >= 0 && maxWithdrawnShare <= 1)) {
      throw new IllegalArgumentException(
          "min-regions "
              + minRegions
              + ", max-withdrawn-share "
              + maxWithdrawnShare
              + ", max-changes "
              + maxChanges);
    }
  }

  /** How many of so many regions may be out. */
  public int mostOut(int regions) {
    return (int) Math.floor(maxWithdrawnShare * regions + ROUNDING);
  }
}
