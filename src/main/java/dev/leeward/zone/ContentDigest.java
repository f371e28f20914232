package dev.leeward.zone;

/**
 * A number for what a zone says: the sum of its records' hashes, so that their order does not
 * matter. Tells an edit from none; no defence against somebody who seeks two equal ones. Owned by
 * the thread that compiles the zone.
 */
final class ContentDigest {
  private static final long FNV_OFFSET = 0xCBF29CE484222325L;
  private static final long FNV_PRIME = 0x100000001B3L;

  private long ofOwner;
  private long ofRRset;
  private long sum;
  private int records;

  /** What follows is that owner's. */
  void begin(byte[] owner, int length) {
    ofOwner = octets(FNV_OFFSET, owner, length);
  }

  /** What follows is of that RRset. */
  void beginRRset(int type, int ttl) {
    ofRRset = number(number(ofOwner, type, Short.BYTES), ttl, Integer.BYTES);
  }

  void add(byte[] data, int length) {
    sum += spread(octets(ofRRset, data, length));
    records++;
  }

  int records() {
    return records;
  }

  long digest() {
    return spread(sum ^ records);
  }

  private static long octets(long head, byte[] octets, int length) {
    long hash = head;
    for (int i = 0; i < length; i++) {
      hash = octet(hash, octets[i]);
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
