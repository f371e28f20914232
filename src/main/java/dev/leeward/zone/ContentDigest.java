package dev.leeward.zone;

import dev.leeward.dns.Name;
import dev.leeward.dns.RRset;
import dev.leeward.dns.Rdata;

/**
 * A number for what a zone says: the sum of its records' hashes, so that their order does not
 * matter. Tells an edit from none; no defence against somebody who seeks two equal ones. Owned by
 * the thread that compiles the zone.
 */
final class ContentDigest {
  private static final long FNV_OFFSET = 0xCBF29CE484222325L;
  private static final long FNV_PRIME = 0x100000001B3L;

  private long sum;
  private int records;

  void add(RRset set) {
    long head = number(owner(set.owner()), set.type().code(), Short.BYTES);
    head = number(head, set.ttl(), Integer.BYTES);
    for (Rdata data : set.records()) {
      sum += spread(data(head, data));
      records++;
    }
  }

  int records() {
    return records;
  }

  long digest() {
    return spread(sum ^ records);
  }

  private static long owner(Name name) {
    long hash = FNV_OFFSET;
    for (int i = 0; i < name.wireLength(); i++) {
      hash = octet(hash, name.octetAt(i));
    }
    return hash;
  }

  private static long data(long head, Rdata data) {
    long hash = head;
    for (int i = 0; i < data.length(); i++) {
      hash = octet(hash, data.octetAt(i));
    }
    return hash;
  }

  private static long number(long hash, long value, int octets) {
    long next = hash;
    for (int i = 0; i < octets; i++) {
      next = octet(next, (byte) (value >> Byte.SIZE * i));
    }
    return next;
  }

  private static long octet(long hash, byte octet) {
    return (hash ^ octet & 0xFF) * FNV_PRIME;
  }

  /** FNV's low bits are weak and a sum keeps weakness: the finalizer of SplitMix64 spreads them. */
  private static long spread(long bits) {
    long mixed = (bits ^ bits >>> 30) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ mixed >>> 27) * 0x94D049BB133111EBL;
    return mixed ^ mixed >>> 31;
  }
}
