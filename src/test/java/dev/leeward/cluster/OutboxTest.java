package dev.leeward.cluster;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.Test;

final class OutboxTest {
  private static byte[] octets(int... values) {
    byte[] octets = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      octets[i] = (byte) values[i];
    }
    return octets;
  }

  @Test
  void onlyTheNewestBallotWaits() {
    BallotOutbox outbox = new BallotOutbox();
    assertEquals(BallotOutbox.Offer.FIRST, outbox.offer(octets(1)));
    assertEquals(BallotOutbox.Offer.REPLACED, outbox.offer(octets(2)));
    assertArrayEquals(octets(2), outbox.take());
    assertNull(outbox.take());
    assertEquals(BallotOutbox.Offer.FIRST, outbox.offer(octets(3)));
  }

  @Test
  void aBallotForOnePeerDoesNotPushOutTheNewestOwnOne() {
    BallotOutbox outbox = new BallotOutbox();
    outbox.offer(octets(1));
    outbox.offerDirected(octets(9));
    assertArrayEquals(octets(9), outbox.take());
    assertArrayEquals(octets(1), outbox.take());
  }

  @Test
  void ofOthersBallotsTheNewestOfEachVoterWaitsBehindTheOwn() {
    BallotOutbox outbox = new BallotOutbox();
    assertEquals(BallotOutbox.Offer.FIRST, outbox.offerOf("a", octets(1)));
    assertEquals(BallotOutbox.Offer.FIRST, outbox.offerOf("c", octets(3)));
    assertEquals(BallotOutbox.Offer.REPLACED, outbox.offerOf("a", octets(2)));
    outbox.offer(octets(7));
    assertArrayEquals(octets(7), outbox.take());
    assertArrayEquals(octets(2), outbox.take());
    assertArrayEquals(octets(3), outbox.take());
    assertNull(outbox.take());
  }

  @Test
  void ledgerEntriesKeepTheirOrderAndTheOldestGoBeyondTheBound() {
    LedgerOutbox outbox = new LedgerOutbox(4);
    assertEquals(0, outbox.add(octets(1, 1)));
    assertEquals(0, outbox.add(octets(2, 2)));
    assertEquals(1, outbox.add(octets(3)));
    assertArrayEquals(octets(2, 2), outbox.take());
    assertArrayEquals(octets(3), outbox.take());
    assertNull(outbox.take());
    assertEquals(0, outbox.add(octets(4, 4, 4, 4, 4)));
  }
}
