package dev.leeward.node;

import java.time.Duration;

/**
 * How long a start still asks its peers. What counts is the time in which this process could have
 * heard them: on a machine that is busy its first handshakes take the processor for seconds, and a
 * wait by the clock would be over before the first peer had a chance. Owned by the thread that
 * starts the instance.
 */
final class StartPatience {
  /** Of this many waits by the clock the last is the end, however busy the machine. */
  private static final int LONGEST = 3;

  private final Duration wait;
  private final Duration slice;
  private Duration counted = Duration.ZERO;
  private Duration passed = Duration.ZERO;

  /**
   * @param wait to be ready for peers
   * @param slice what one round counts at most, whatever it took
   */
  StartPatience(Duration wait, Duration slice) {
    this.wait = wait;
    this.slice = slice;
  }

  /** Takes note of a round at whose end the loops that hear peers had turned. */
  void passed(Duration round) {
    passed = passed.plus(round);
    counted = counted.plus(round.compareTo(slice) < 0 ? round : slice);
  }

  boolean isOver() {
    return counted.compareTo(wait) >= 0 || left().isZero();
  }

  /** By the clock, at most. */
  Duration left() {
    Duration left = wait.multipliedBy(LONGEST).minus(passed);
    return left.isNegative() ? Duration.ZERO : left;
  }

  Duration passed() {
    return passed;
  }
}
