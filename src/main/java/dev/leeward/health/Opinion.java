package dev.leeward.health;

import org.jspecify.annotations.Nullable;

/**
 * This instance's belief about a target.
 *
 * @param streak the newest results that are alike
 * @param lastReason why the newest failure failed; null if none ever did
 * @param sinceNanos when the state began, on the decision loop's clock
 */
public record Opinion(State state, Streak streak, @Nullable String lastReason, long sinceNanos) {
  /** What is believed. */
  public enum State {
    UNKNOWN,
    UP,
    DOWN
  }

  /** Results in a row that are alike. */
  public record Streak(Kind kind, int length) {
    /** What they are. */
    public enum Kind {
      NONE,
      SUCCESS,
      FAILURE
    }

    static final Streak EMPTY = new Streak(Kind.NONE, 0);
  }

  static Opinion unknown(long nowNanos) {
    return new Opinion(State.UNKNOWN, Streak.EMPTY, null, nowNanos);
  }

  /** Whether the newest result failed. */
  public boolean isFailing() {
    return streak.kind() == Streak.Kind.FAILURE;
  }

  /** Up, but a failing streak has begun. */
  public boolean isSuspect() {
    return state == State.UP && isFailing();
  }

  /** What a ballot says of it. */
  public Belief belief() {
    return switch (state) {
      case UNKNOWN -> Belief.UNKNOWN;
      case UP -> isFailing() ? Belief.SUSPECT : Belief.UP;
      case DOWN -> Belief.DOWN;
    };
  }

  /** Whether it is worth hurrying: a failing streak has begun, or it is about to become known. */
  boolean isUnsettled() {
    return isSuspect() || (state == State.UNKNOWN && streak.length() > 0);
  }
}
