package dev.leeward.cluster;

import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The ballots that wait for one peer: never a queue, the newest of each kind only. Filled by any
 * thread, emptied by the link's event loop.
 */
final class BallotOutbox {
  private final AtomicReference<byte @Nullable []> newest = new AtomicReference<>();

  /** Ballots of others that only this peer is to see: they must not push out the newest own one. */
  private final AtomicReference<byte @Nullable []> directed = new AtomicReference<>();

  /** Of others too, the newest by voter. */
  private final ConcurrentSkipListMap<String, byte[]> passedOn = new ConcurrentSkipListMap<>();

  /** What became of an offered ballot. */
  enum Offer {
    /** The first one: the event loop must come and take it. */
    FIRST,
    /** Took the place of one that had not left yet. */
    REPLACED
  }

  Offer offer(byte[] ballot) {
    return newest.getAndSet(ballot) == null ? Offer.FIRST : Offer.REPLACED;
  }

  Offer offerDirected(byte[] ballot) {
    return directed.getAndSet(ballot) == null ? Offer.FIRST : Offer.REPLACED;
  }

  Offer offerOf(String voter, byte[] ballot) {
    return passedOn.put(voter, ballot) == null ? Offer.FIRST : Offer.REPLACED;
  }

  byte @Nullable [] take() {
    byte[] first = directed.getAndSet(null);
    byte[] next = first != null ? first : newest.getAndSet(null);
    if (next != null) {
      return next;
    }
    Map.Entry<String, byte[]> other = passedOn.pollFirstEntry();
    return other == null ? null : other.getValue();
  }
}
