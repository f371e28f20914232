package dev.leeward.querylog;

import dev.leeward.answer.Arrival;
import dev.leeward.answer.Client;
import dev.leeward.listener.QueryTap;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;

/**
 * From one listener thread to the writer, without a lock: a full ring drops. The listener thread
 * owns the end, the writer the beginning.
 */
final class Ring implements QueryTap {
  private static final int SLOTS = 4096;

  private final AtomicReferenceArray<Exchange> slots = new AtomicReferenceArray<>(SLOTS);
  private final AtomicLong taken = new AtomicLong();
  private final AtomicLong put = new AtomicLong();
  private final QueryLogCounts counts;
  private final int oneIn;
  private int untilNext;

  /**
   * @param first after how many queries the first one is taken: not the same on all threads
   */
  Ring(int oneIn, int first, QueryLogCounts counts) {
    this.oneIn = oneIn;
    this.untilNext = first;
    this.counts = counts;
  }

  @Override
  public boolean wantsNext() {
    if (--untilNext > 0) {
      return false;
    }
    untilNext = oneIn;
    return true;
  }

  @Override
  public void took(
      byte[] packet, int length, Client client, ByteBuffer answer, long atNanos, long tookNanos) {
    long next = put.getPlain();
    if (next - taken.getAcquire() >= SLOTS) {
      counts.addDropped(1);
      return;
    }
    Arrival arrival = client.arrival();
    byte[] address = new byte[client.address().length()];
    client.address().copyTo(address, 0);
    byte[] answered = new byte[answer.remaining()];
    answer.get(answer.position(), answered);
    slots.setPlain(
        (int) (next % SLOTS),
        new Exchange(
            client.transport(),
            new Exchange.Ends(
                address, arrival.clientPort(), arrival.serverAddress(), arrival.serverPort()),
            Arrays.copyOf(packet, length),
            answered,
            atNanos,
            tookNanos));
    put.setRelease(next + 1);
  }

  /** Hands over all that is there; how many that was. */
  int drainTo(Consumer<Exchange> reader) {
    long first = taken.getPlain();
    long end = put.getAcquire();
    for (long at = first; at < end; at++) {
      int slot = (int) (at % SLOTS);
      Exchange exchange = slots.getPlain(slot);
      slots.setPlain(slot, null);
      taken.setRelease(at + 1);
      reader.accept(exchange);
    }
    return (int) (end - first);
  }
}
