package dev.leeward.health;

import java.time.Duration;

/**
 * How long a probe of one target may take, from how long its healthy probes took; owned by the
 * decision loop.
 *
 * <pre>
 *   learned   the second slowest of the last 64 healthy answers, half as much again, and 50 ms
 *   widened   doubled for each timed-out probe of late, but one, whose retry was answered
 *   used      at least 200 ms, at most 1500 ms; until 10 answers are known 1500 ms
 * </pre>
 *
 * <p>The second slowest, so that one slow answer changes nothing, and a window without weights, so
 * that it narrows only when a minute of answers has shown that it may. Lost packets are no slow
 * answers: TCP sends again after 0.2 to 1 s, so a path that loses some needs a multiple of its
 * round trip, and one that lost a single packet does not. The first probe after a failure may take
 * twice as long: a path that has just become longer is no death.
 */
final class LearnedTimeout {
  static final Duration FLOOR = Duration.ofMillis(200);
  static final Duration CEILING = Duration.ofMillis(1500);

  private static final int WINDOW = 64;
  private static final int ENOUGH = 10;
  private static final long MARGIN_NANOS = Duration.ofMillis(50).toNanos();

  /** Of the losses that count, what an answered probe leaves: half of them after 88. */
  private static final double REMEMBERED = 1 - 1.0 / (2 * WINDOW);

  private final long[] tookNanos = new long[WINDOW];
  private int known;
  private int next;
  private int unanswered;
  private double losses;

  /** An answer as it is expected; what was silent just before it was lost on the way. */
  void healthy(Duration took) {
    losses = losses * REMEMBERED + unanswered;
    unanswered = 0;
    tookNanos[next] = took.toNanos();
    next = (next + 1) % WINDOW;
    known = Math.min(known + 1, WINDOW);
  }

  /** Nothing came; whether it was lost or there was nobody shows with what follows. */
  void timedOut() {
    unanswered++;
  }

  /** The silence before was the target's, or this observer's: nothing was lost on the way. */
  void forgetSilence() {
    unanswered = 0;
  }

  /** Of a probe of a target that answers. */
  Duration calm() {
    return within(calmNanos());
  }

  /** Of a probe that shall confirm a failure. */
  Duration retry() {
    return within(2 * calmNanos());
  }

  private double calmNanos() {
    if (known < ENOUGH) {
      return CEILING.toNanos();
    }
    double learned = 1.5 * secondSlowest() + MARGIN_NANOS;
    return Math.max(FLOOR.toNanos(), learned) * Math.pow(2, Math.max(0, losses - 1));
  }

  private static Duration within(double nanos) {
    return Duration.ofMillis((long) Math.ceil(Math.min(nanos, CEILING.toNanos()) / 1_000_000));
  }

  private long secondSlowest() {
    long slowest = 0;
    long second = 0;
    for (int i = 0; i < known; i++) {
      if (tookNanos[i] > slowest) {
        second = slowest;
        slowest = tookNanos[i];
      } else if (tookNanos[i] > second) {
        second = tookNanos[i];
      }
    }
    return second;
  }
}
