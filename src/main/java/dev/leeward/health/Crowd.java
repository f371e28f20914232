package dev.leeward.health;

import java.time.Duration;

/**
 * Whether many come at a time; owned by the thread that is asked.
 *
 * <p>A thread that wakes up for each of thousands a second spends more on waking up than on them.
 * In a crowd it lets them gather for a moment; alone nobody waits.
 */
final class Crowd {
  private static final long WINDOW_NANOS = Duration.ofMillis(250).toNanos();

  private final int many;
  private final long gatherNanos;
  private long windowNanos;
  private int came;
  private boolean crowded;

  /**
   * @param manyASecond from so many on
   * @param gathering the moment
   */
  Crowd(int manyASecond, Duration gathering, long nowNanos) {
    this.many = (int) (manyASecond * WINDOW_NANOS / Duration.ofSeconds(1).toNanos());
    this.gatherNanos = gathering.toNanos();
    this.windowNanos = nowNanos;
  }

  void came() {
    came++;
  }

  /** How long to let others gather after a turn that began then; zero or less for not at all. */
  long restNanos(long turnNanos, long nowNanos) {
    if (nowNanos - windowNanos >= WINDOW_NANOS) {
      // After a long sleep this is no crowd, however many woke it up.
      crowded = came >= many && nowNanos - windowNanos < 2 * WINDOW_NANOS;
      windowNanos = nowNanos;
      came = 0;
    }
    return crowded ? turnNanos + gatherNanos - nowNanos : 0;
  }
}
