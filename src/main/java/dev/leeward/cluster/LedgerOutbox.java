package dev.leeward.cluster;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Ledger entries that wait for one peer, in order and bounded: beyond the bound the oldest go,
 * because ledgers that differ are sent again anyway. Owned by the link's event loop.
 */
final class LedgerOutbox {
  private final long largestOctets;
  private final Deque<byte[]> waiting = new ArrayDeque<>();
  private long octets;

  LedgerOutbox(long largestOctets) {
    this.largestOctets = largestOctets;
  }

  /** Returns how many had to go for it. */
  int add(byte[] entries) {
    waiting.addLast(entries);
    octets += entries.length;
    int given = 0;
    while (octets > largestOctets && waiting.size() > 1) {
      octets -= waiting.removeFirst().length;
      given++;
    }
    return given;
  }

  byte @Nullable [] take() {
    byte[] first = waiting.pollFirst();
    if (first != null) {
      octets -= first.length;
    }
    return first;
  }

  /** What was meant for a connection that is gone: the next one begins with the whole ledger. */
  void clear() {
    waiting.clear();
    octets = 0;
  }
}
