package dev.leeward.zone;

/**
 * An RRset read where it lies packed, record by record: what {@link dev.leeward.dns.RRset} is,
 * without an object. Owned by one thread, which places it anew for each.
 */
public final class RRsetView {
  private OctetStore rows = OctetStore.EMPTY;
  private int ttl;
  private int first;
  private int at;
  private int end;
  private int length;

  /**
   * Places it on the RRset of that type.
   *
   * @param from where the first of a row's RRsets begins, {@code end} where the row ends
   * @return false when there is none; what was looked at before stays
   */
  boolean find(OctetStore store, int from, int rowEnd, int type) {
    int next = from;
    while (next != rowEnd) {
      long code = store.varintAt(next);
      long octets = store.varintAt(OctetStore.behind(code, next));
      int fields = OctetStore.behind(octets, OctetStore.behind(code, next));
      next = fields + (int) octets;
      if ((int) code == type) {
        place(store, fields, next);
        return true;
      }
    }
    return false;
  }

  private void place(OctetStore store, int fields, int setEnd) {
    long varint = store.varintAt(fields);
    rows = store;
    ttl = (int) varint;
    first = OctetStore.behind(varint, fields);
    end = setEnd;
    rewind();
  }

  /** Goes before the first record. */
  public void rewind() {
    at = first;
    length = 0;
  }

  /** Goes to the next record; false behind the last. */
  public boolean next() {
    int lengthAt = at + length;
    if (lengthAt == end) {
      return false;
    }
    long varint = rows.varintAt(lengthAt);
    length = (int) varint;
    at = OctetStore.behind(varint, lengthAt);
    return true;
  }

  /** In seconds. */
  public int ttl() {
    return ttl;
  }

  /** Octets of this record's data. */
  public int length() {
    return length;
  }

  /** Copies the first {@code count} octets of this record's data. */
  public void copyTo(byte[] target, int offset, int count) {
    rows.copy(at, target, offset, count);
  }
}
