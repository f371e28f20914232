package dev.leeward.agreement;

import dev.leeward.topology.Digest;
import java.util.List;

/**
 * What a voter saw of the drill that runs or just ended: measured, shown, never counted. Times are
 * ages, so that no two clocks are compared: each says how long before this ballot something was.
 *
 * @param drill digest of the override that began it
 * @param heard nanoseconds since the drill came into the voter's ledger
 * @param away since its answers were first without the region; {@link #NOT_YET} before
 * @param ended since the drill was over there; {@link #NOT_YET} before
 * @param back since its answers were as without a drill again; {@link #NOT_YET} before
 * @param outcome what its services serve by the drill; printable ASCII, at most {@link
 *     #LONGEST_OUTCOME} characters
 * @param holds in the order of the ballot's echoes: nanoseconds since the echoed ballot came, which
 *     a round trip is measured without
 */
public record Sighting(
    Digest drill, long heard, long away, long ended, long back, String outcome, List<Long> holds) {
  public static final long NOT_YET = -1;
  public static final int LONGEST_OUTCOME = 400;

  public Sighting {
    outcome =
        outcome.substring(0, Math.min(outcome.length(), LONGEST_OUTCOME)).replaceAll("[^ -~]", "?");
    holds = List.copyOf(holds);
  }

  /** The same stages of the same drill, whatever their ages. */
  boolean saysTheSameAs(Sighting other) {
    return drill.equals(other.drill)
        && away == NOT_YET == (other.away == NOT_YET)
        && ended == NOT_YET == (other.ended == NOT_YET)
        && back == NOT_YET == (other.back == NOT_YET)
        && outcome.equals(other.outcome);
  }

  public Sighting with(List<Long> otherHolds) {
    return new Sighting(drill, heard, away, ended, back, outcome, otherHolds);
  }
}
