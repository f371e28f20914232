package dev.leeward.topology;

import java.time.Duration;

/**
 * How slowly health takes a service's records away.
 *
 * @param hold how long a quorum must have said without interruption that a record is down
 * @param voters how many voters must say so, never fewer than the quorum
 * @param maxRegions serving regions that leave within {@code per}, at least one
 */
public record Withdrawal(Duration hold, MinHealthy voters, int maxRegions, Duration per) {
  /** No limit: more regions than a service has. */
  public static final int ANY_NUMBER = 1000;

  /** As soon as a quorum says so. */
  public static final Withdrawal AT_ONCE =
      new Withdrawal(Duration.ZERO, MinHealthy.of(1), ANY_NUMBER, Duration.ofMinutes(30));

  public Withdrawal {
    if (maxRegions < 1 || hold.isNegative()) {
      throw new IllegalArgumentException("max-regions " + maxRegions + ", hold " + hold);
    }
  }

  /**
   * How many of so many voters must say that a record is down.
   *
   * @param quorum of the electorate, which is never undercut
   */
  public int votersNeeded(int quorum, int electorate) {
    return Math.max(quorum, voters.neededOf(electorate));
  }

  /** Whether so many regions may not be all that leave. */
  public boolean isPaced() {
    return maxRegions < ANY_NUMBER;
  }
}
