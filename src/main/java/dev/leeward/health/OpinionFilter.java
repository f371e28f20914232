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
 *
 * <p>The opinion is kept in its parts: as a value it would be a new one for every result.
 */
public final class OpinionFilter {
  private int rise;
  private int fall;
  private State state = State.UNKNOWN;
  private long sinceNanos;
  private Streak.Kind kind = Streak.Kind.NONE;
  private int length;
  private @Nullable String lastReason;

  /** As it was when the failing streak began, while that consists of silence alone. */
  private @Nullable Opinion beforeSilence;

  public OpinionFilter(int rise, int fall, long nowNanos) {
    this.rise = rise;
    this.fall = fall;
    this.sinceNanos = nowNanos;
  }

  /** From the next result on; what was counted stays. */
  void thresholds(int rise, int fall) {
    this.rise = rise;
    this.fall = fall;
  }

  public Opinion opinion() {
    return new Opinion(state, new Streak(kind, length), lastReason, sinceNanos);
  }

  Opinion.State state() {
    return state;
  }

  /** The same in two bits. */
  Belief belief() {
    return switch (state) {
      case UNKNOWN -> Belief.UNKNOWN;
      case UP -> kind == Streak.Kind.FAILURE ? Belief.SUSPECT : Belief.UP;
      case DOWN -> Belief.DOWN;
    };
  }

  /** See {@link Opinion#isUnsettled()}. */
  boolean isUnsettled() {
    return belief() == Belief.SUSPECT || (state == State.UNKNOWN && length > 0);
  }

  /** Takes the results in the order in which their probes started. */
  public Opinion apply(ProbeResult result, long nowNanos) {
    switch (result) {
      case ProbeResult.Healthy _ -> {
        noteSilence(false);
        count(Streak.Kind.SUCCESS, nowNanos);
      }
      case ProbeResult.Failed _, ProbeResult.TimedOut _ -> {
        noteSilence(result.evidence() == Evidence.SILENCE);
        lastReason = result.reason();
        count(Streak.Kind.FAILURE, nowNanos);
      }
      case ProbeResult.LocalError _ -> {}
    }
    return opinion();
  }

  private void noteSilence(boolean silent) {
    if (!silent) {
      beforeSilence = null;
    } else if (kind != Streak.Kind.FAILURE) {
      beforeSilence = opinion();
    }
  }

  /** It was this observer that heard nothing: a streak of silence alone never happened. */
  public Opinion forgetSilence() {
    Opinion before = beforeSilence;
    if (before != null) {
      state = before.state();
      sinceNanos = before.sinceNanos();
      kind = Streak.Kind.NONE;
      length = 0;
      beforeSilence = null;
    }
    return opinion();
  }

  private void count(Streak.Kind result, long nowNanos) {
    length = kind == result ? length + 1 : 1;
    kind = result;
    State believed = length >= needed() ? stateOf(kind) : state;
    if (believed != state) {
      state = believed;
      sinceNanos = nowNanos;
    }
  }

  private int needed() {
    if (state == State.UNKNOWN) {
      return Math.min(rise, fall);
    }
    return kind == Streak.Kind.SUCCESS ? rise : fall;
  }

  private static State stateOf(Streak.Kind kind) {
    return kind == Streak.Kind.SUCCESS ? State.UP : State.DOWN;
  }
}
