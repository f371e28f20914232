package dev.leeward.zone;

/** Reads what was appended to a store, from an offset on. Owned by one call. */
final class OctetReader {
  private final OctetStore store;
  private int at;

  OctetReader(OctetStore store, int offset) {
    this.store = store;
    this.at = offset;
  }

  int at() {
    return at;
  }

  /** 0 to 255. */
  int octet() {
    return store.octet(at++) & 0xFF;
  }

  int readInt() {
    at += Integer.BYTES;
    return store.intAt(at - Integer.BYTES);
  }

  int readVarint() {
    int value = 0;
    for (int shift = 0; ; shift += 7) {
      int octet = octet();
      value |= (octet & 0x7F) << shift;
      if (octet < 0x80) {
        return value;
      }
    }
  }

  byte[] octets(int length) {
    at += length;
    return store.copy(at - length, length);
  }

  /** To the beginning of {@code target}. */
  void copy(int length, byte[] target) {
    store.copy(at, target, 0, length);
    at += length;
  }

  void skip(int length) {
    at += length;
  }
}
