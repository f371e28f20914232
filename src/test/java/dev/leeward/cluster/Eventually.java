package dev.leeward.cluster;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what other threads will do: looks often, gives up at last. */
final class Eventually {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final long LOOK_NANOS = 2_000_000;

  private Eventually() {}

  static void becomes(String what, BooleanSupplier condition) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("still not after " + PATIENCE + ": " + what);
      }
      LockSupport.parkNanos(LOOK_NANOS);
    }
  }
}
