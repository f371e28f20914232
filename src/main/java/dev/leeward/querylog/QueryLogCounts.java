package dev.leeward.querylog;

import java.util.concurrent.atomic.LongAdder;

/** What became of the exchanges that were chosen. Any thread. */
public final class QueryLogCounts {
  private final LongAdder written = new LongAdder();
  private final LongAdder dropped = new LongAdder();

  void addWritten(long exchanges) {
    written.add(exchanges);
  }

  void addDropped(long exchanges) {
    dropped.add(exchanges);
  }

  public long written() {
    return written.sum();
  }

  public long dropped() {
    return dropped.sum();
  }
}
