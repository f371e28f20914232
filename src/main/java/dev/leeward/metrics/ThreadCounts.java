package dev.leeward.metrics;

import dev.leeward.answer.AnswerObserver;
import dev.leeward.answer.Transport;
import dev.leeward.dns.Rcode;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * Fates of the packets of one thread, which owns it: plain additions, no atomic ones. Any thread
 * may read what was counted some moments ago.
 */
final class ThreadCounts implements AnswerObserver {
  /** What is counted once for each transport, beside the response codes. */
  enum Fate {
    TRUNCATED,
    MALFORMED,
    UNSUPPORTED,
    IGNORED,
    FAILED,
    LIMITED_TRUNCATED,
    LIMITED_DROPPED
  }

  private static final int RCODES = Rcode.values().length;
  private static final int PER_TRANSPORT = RCODES + Fate.values().length;

  /** Two cache lines on each side, or a count would slow down the neighbour's thread. */
  private static final int APART = 16;

  private static final VarHandle COUNT = MethodHandles.arrayElementVarHandle(long[].class);

  private final long[] counts = new long[APART + Transport.values().length * PER_TRANSPORT + APART];

  long of(Transport transport, Rcode rcode) {
    return (long) COUNT.getOpaque(counts, index(transport) + rcode.ordinal());
  }

  long of(Transport transport, Fate fate) {
    return (long) COUNT.getOpaque(counts, index(transport) + RCODES + fate.ordinal());
  }

  private static int index(Transport transport) {
    return APART + transport.ordinal() * PER_TRANSPORT;
  }

  private void count(Transport transport, Fate fate) {
    add(index(transport) + RCODES + fate.ordinal());
  }

  /** No other thread writes: nothing can come between reading and writing. */
  private void add(int index) {
    COUNT.setOpaque(counts, index, counts[index] + 1);
  }

  @Override
  public void answered(Transport transport, Rcode rcode, boolean truncated) {
    add(index(transport) + rcode.ordinal());
    if (truncated) {
      count(transport, Fate.TRUNCATED);
    }
  }

  @Override
  public void malformed(Transport transport) {
    count(transport, Fate.MALFORMED);
  }

  @Override
  public void unsupported(Transport transport) {
    count(transport, Fate.UNSUPPORTED);
  }

  @Override
  public void ignored(Transport transport) {
    count(transport, Fate.IGNORED);
  }

  @Override
  public void limited(Transport transport, boolean sentTruncated) {
    count(transport, sentTruncated ? Fate.LIMITED_TRUNCATED : Fate.LIMITED_DROPPED);
  }

  @Override
  public void failed(Transport transport) {
    count(transport, Fate.FAILED);
  }
}
