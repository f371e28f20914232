package dev.leeward.health;

import java.time.Duration;

/**
 * How long a probe of one target may take, from how long its healthy probes took; owned by the
 * decision loop.
 *
 * <pre>
 *   learned   the second slowest of the last 64 healthy answers, half as much again, and 50 ms
 *   widened   doubled for each timed-out probe of late, but one, whose retry was answered
 *   used      at least 200 ms, at most 1500 ms; until 10 answers are known 1500 ms, or what its
 *             neighbours have taught, where its own answers are not slower
 * </pre>
 *
 * <p>The second slowest, so that one slow answer changes nothing, and a window without weights, so
 * that it narrows only when a minute of answers has shown that it may. Lost packets are no slow
 * answers: TCP sends again after 0.2 to 1 s, so a path that loses some needs a multiple of its
 * round trip, and one that lost a single packet does not. The first retry may take twice as long: a
 * path that has just become longer is no death.
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
  private Duration neighbours = CEILING;
  private int known;
  private int next;
  private int unanswered;
  private Duration waited = Duration.ZERO;
  private double losses;

  /**
   * What is used of others that answer the same check in the same region, and so at the other end
   * of the same way, until this one has said enough itself.
   */
  void beginWith(Duration usedForNeighbours) {
    neighbours = usedForNeighbours;
  }

  /** Whether it has said enough to be an example. */
  boolean isSettled() {
    return known >= ENOUGH;
  }

  /**
   * An answer as it is expected; what was silent just before it was lost on the way, unless the
   * answer comes so slowly that nobody would have waited for the silent ones either.
   */
  void healthy(Duration took) {
    losses = losses * REMEMBERED + (took.compareTo(waited) < 0 ? unanswered : 0);
    unanswered = 0;
    tookNanos[next] = took.toNanos();
    next = (next + 1) % WINDOW;
    known = Math.min(known + 1, WINDOW);
  }

  /** Nothing came; whether it was lost or there was nobody shows with what follows. */
  void timedOut(Duration after) {
    unanswered++;
    waited = after;
  }

  /** The silence before was the target's, or this observer's: nothing was lost on the way. */
  void forgetSilence() {
    unanswered = 0;
  }

  /** Of a probe of a target that answers. */
  Duration calm() {
    return within(calmNanos());
  }

  /** Of the first probe that shall confirm a failure. */
  Duration retry() {
    return within(2 * calmNanos());
  }

  private double calmNanos() {
    return Math.max(FLOOR.toNanos(), learnedNanos()) * Math.pow(2, Math.max(0, losses - 1));
  }

  /** Of a few answers the slowest counts. */
  private double learnedNanos() {
    if (isSettled()) {
      return 1.5 * slowest(1) + MARGIN_NANOS;
    }
    return known == 0
        ? CEILING.toNanos()
        : Math.max(neighbours.toNanos(), 1.5 * slowest(0) + MARGIN_NANOS);
  }

  private static Duration within(double nanos) {
    return Duration.ofMillis((long) Math.ceil(Math.min(nanos, CEILING.toNanos()) / 1_000_000));
  }

  /**
   * @param but how many that were slower, one at most
   */
  private long slowest(int but) {
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
    return but == 0 ? slowest : second;
  }
}
