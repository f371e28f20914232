package dev.leeward.health;

import dev.leeward.topology.Target;
import java.time.Duration;

/**
 * Where a voter's probes stand between those of the others, so that an endpoint sees them one after
 * another and not at once.
 *
 * @param position of this voter among all, from 0
 * @param voters how many there are
 * @param clockNanos the wall clock, which all share, less the decision loop's; what is wrong with
 *     it only moves this voter's probes nearer to another's
 */
public record VoterPlace(int position, int voters, long clockNanos) {
  public static final VoterPlace ALONE = new VoterPlace(0, 1, 0);

  /** Knuth's multiplier: texts that differ in their last letter are far apart. */
  private static final int SCATTER = 0x9E3779B1;

  public VoterPlace {
    if (position < 0 || position >= voters) {
      throw new IllegalArgumentException("voter " + position + " of " + voters);
    }
  }

  /**
   * The rest of an interval's length at which a target's turn comes, on the decision loop's clock:
   * its own place in the interval, the same for all voters, and this voter's part of it further.
   */
  long phaseNanos(Target target, Duration interval) {
    long length = interval.toNanos();
    double place = Integer.toUnsignedLong(target.id().hashCode() * SCATTER) / 0x1p32;
    long phase = (long) (place * length) + length / voters * position;
    return Math.floorMod(phase - clockNanos, length);
  }
}
