package dev.leeward.listener;

import java.util.concurrent.atomic.AtomicInteger;

/** How many TCP connections are open on all addresses together. Shared by the event loops. */
final class ConnectionLimit {
  private final int most;
  private final AtomicInteger open = new AtomicInteger();

  ConnectionLimit(int most) {
    this.most = most;
  }

  /** Whether there is room for one more, which is then counted until {@link #leave}. */
  boolean enter() {
    if (open.incrementAndGet() <= most) {
      return true;
    }
    leave();
    return false;
  }

  void leave() {
    open.decrementAndGet();
  }
}
