package dev.leeward.node;

import dev.leeward.agreement.Moment;
import java.time.Duration;

/** Both clocks of one machine: the monotonic one stands still while the machine is suspended. */
final class SimulatedClock {
  private static final long START_MILLIS = 1_800_000_000_000L;
  private static final long MILLI = 1_000_000L;
  private static final long RUNNING = -1;

  private long wallOffsetMillis;
  private long sleptNanos;
  private long asleepSinceNanos = RUNNING;

  Moment at(long nowNanos) {
    long awakeUntil = asleepSinceNanos == RUNNING ? nowNanos : asleepSinceNanos;
    return new Moment(awakeUntil - sleptNanos, START_MILLIS + wallOffsetMillis + nowNanos / MILLI);
  }

  /** The wall clock alone. */
  void jump(Duration by) {
    wallOffsetMillis += by.toMillis();
  }

  void setRight() {
    wallOffsetMillis = 0;
  }

  void suspend(long nowNanos) {
    asleepSinceNanos = nowNanos;
  }

  void resume(long nowNanos) {
    if (asleepSinceNanos != RUNNING) {
      sleptNanos += nowNanos - asleepSinceNanos;
      asleepSinceNanos = RUNNING;
    }
  }
}
