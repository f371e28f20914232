package dev.leeward.control;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The report of one drill, as one instance tells it. Times are from the drill's start, those of the
 * way back from its end, both at the instance where they came first.
 *
 * @param id of the drill, the same on every instance
 * @param state as {@link State} has it
 * @param shadow whether no answer changed
 * @param service null for all
 * @param acceptedBy the instance that signed it
 * @param toldBy the instance whose report this is
 * @param planned how long it was to last
 * @param endedAt null while it runs
 * @param endedBy what ended it; null while it runs
 * @param agreed until the last instance had it; null while one has not
 * @param alike whether all instances would serve, or served, the same
 * @param answered until the last serving instance answered without the region; null while one has
 *     not
 * @param returned from the end until the last serving instance answered as before
 * @param verdict of all services: {@code met}, {@code missed}, {@code no-objective} or {@code
 *     not-measured}
 * @param votesBefore on the endpoints of what the drill is about
 * @param realLoss what a real loss of the region would have done at the drill's start
 */
public record DrillView(
    String id,
    State state,
    boolean shadow,
    String region,
    @Nullable String service,
    String by,
    String reason,
    String acceptedBy,
    String toldBy,
    Instant at,
    Instant until,
    Duration planned,
    @Nullable Instant endedAt,
    @Nullable String endedBy,
    List<InstanceTimes> instances,
    @Nullable Duration agreed,
    boolean alike,
    @Nullable Duration answered,
    @Nullable Duration returned,
    String verdict,
    List<ServiceTimes> services,
    List<StatusView.TargetView> votesBefore,
    List<StatusView.TargetView> votesAfter,
    @Nullable SimulateView realLoss,
    List<Line> timeline) {
  /** How far a drill is, or how it went. */
  public enum State {
    RUNNING,
    /** Over, and not all instances answer as before yet. */
    RETURNING,
    COMPLETED,
    /** A rule or a region's health ended it. */
    ABORTED,
    /** An operator ended it. */
    STOPPED,
    /** Some instance has not told all its times. */
    INCOMPLETE,
    /** The instance that tells this was stopped meanwhile; others know how it went. */
    INTERRUPTED
  }

  public boolean isFinished() {
    return switch (state) {
      case RUNNING, RETURNING -> false;
      case COMPLETED, ABORTED, STOPPED, INCOMPLETE, INTERRUPTED -> true;
    };
  }

  /**
   * What one instance did, when.
   *
   * @param witness whether it serves no DNS
   * @param heard until it had the drill; null when it never said so
   * @param away until its first answer without the region; in a shadow drill until it had decided
   * @param ended from the drill's end until it knew of that
   * @param back from the drill's end until its first answer as before
   * @param precision the times are right to plus or minus this; zero for the teller's own
   * @param serves what it served meanwhile, or would have
   */
  public record InstanceTimes(
      String name,
      @Nullable String region,
      boolean witness,
      @Nullable Duration heard,
      @Nullable Duration away,
      @Nullable Duration ended,
      @Nullable Duration back,
      @Nullable Duration precision,
      String serves) {}

  /**
   * A service beside its objective.
   *
   * @param before regions that were served
   * @param during those that were, or would have been
   * @param objective null when it has none
   * @param detection until a quorum sees a real outage, at worst and by its check's settings
   * @param answer measured: from the declaration to the last instance's answer
   * @param recovery both
   * @param caches how much longer caches may keep the old answer
   */
  public record ServiceTimes(
      String name,
      List<String> before,
      List<String> during,
      @Nullable Duration objective,
      @Nullable Duration detection,
      @Nullable Duration answer,
      @Nullable Duration recovery,
      Duration caches,
      String verdict) {}

  /** What happened when, from the start. */
  public record Line(Duration elapsed, String what) {}
}
