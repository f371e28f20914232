package dev.leeward.health;

import dev.leeward.health.Opinion.State;
import dev.leeward.health.Opinion.Streak;
import org.jspecify.annotations.Nullable;

/**
 * Rise and fall; owned by the decision loop.
 *
 * <pre>
 *   state    successes in a row    failures in a row     local error
 *   unknown  min(rise, fall): up   min(rise, fall): down stays
 *   up       stays                 fall: down            stays
 *   down     rise: up              stays                 stays
 * </pre>
 *
 * A local error neither extends nor breaks a streak: it says nothing about the target.
 */
public final class OpinionFilter {
  private int rise;
  private int fall;
  private Opinion opinion;

  /** As it was when the failing streak began, while that consists of silence alone. */
  private @Nullable Opinion beforeSilence;

  public OpinionFilter(int rise, int fall, long nowNanos) {
    this.rise = rise;
    this.fall = fall;
    this.opinion = Opinion.unknown(nowNanos);
  }

  /** From the next result on; what was counted stays. */
  void thresholds(int rise, int fall) {
    this.rise = rise;
    this.fall = fall;
  }

  public Opinion opinion() {
    return opinion;
  }

  /** Takes the results in the order in which their probes started. */
  public Opinion apply(ProbeResult result, long nowNanos) {
    opinion =
        switch (result) {
          case ProbeResult.Healthy _ -> {
            noteSilence(false);
            yield after(Streak.Kind.SUCCESS, opinion.lastReason(), nowNanos);
          }
          case ProbeResult.Failed _, ProbeResult.TimedOut _ -> {
            noteSilence(result.evidence() == Evidence.SILENCE);
            yield after(Streak.Kind.FAILURE, result.reason(), nowNanos);
          }
          case ProbeResult.LocalError _ -> opinion;
        };
    return opinion;
  }

  private void noteSilence(boolean silent) {
    if (!silent) {
      beforeSilence = null;
    } else if (opinion.streak().kind() != Streak.Kind.FAILURE) {
      beforeSilence = opinion;
    }
  }

  /** It was this observer that heard nothing: a streak of silence alone never happened. */
  public Opinion forgetSilence() {
    Opinion before = beforeSilence;
    if (before != null) {
      opinion =
          new Opinion(before.state(), Streak.EMPTY, opinion.lastReason(), before.sinceNanos());
      beforeSilence = null;
    }
    return opinion;
  }

  private Opinion after(Streak.Kind kind, @Nullable String reason, long nowNanos) {
    Streak streak = opinion.streak().with(kind);
    State state = streak.length() >= needed(kind) ? stateOf(kind) : opinion.state();
    long since = state == opinion.state() ? opinion.sinceNanos() : nowNanos;
    return new Opinion(state, streak, reason, since);
  }

  private int needed(Streak.Kind kind) {
    if (opinion.state() == State.UNKNOWN) {
      return Math.min(rise, fall);
    }
    return kind == Streak.Kind.SUCCESS ? rise : fall;
  }

  private static State stateOf(Streak.Kind kind) {
    return kind == Streak.Kind.SUCCESS ? State.UP : State.DOWN;
  }
}
