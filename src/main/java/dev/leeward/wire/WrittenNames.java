package dev.leeward.wire;

/**
 * The names that a message holds, as the tree that they are: from the root down, each label once,
 * where the message first spells it. A name is found by walking down, without a hash; that beats
 * {@link NameCompressor} where names are few. Both find the longest ending that is there, so both
 * write the same octets. Owned by its writer's thread.
 */
final class WrittenNames {
  static final int ROOT = -1;
  static final int ABSENT = -2;
  static final int FULL = -1;
  private static final int MOST_LABELS = 127;
  private static final int MOST_ENTRIES = 128;

  private final byte[] message;
  private final int[] offsets = new int[MOST_ENTRIES];
  private final int[] parents = new int[MOST_ENTRIES];
  private final int[] labelStarts = new int[MOST_LABELS + 1];
  private int entries;
  private int last;

  WrittenNames(byte[] message) {
    this.message = message;
  }

  void clear() {
    entries = 0;
  }

  /** The entry of the name that was written last. */
  int last() {
    return last;
  }

  /** Where the message holds the name of an entry. */
  int offset(int entry) {
    return offsets[entry];
  }

  /**
   * Takes in a name that the message holds uncompressed at {@code at}, its first.
   *
   * @return false when it has too many labels
   */
  boolean begin(int at) {
    clear();
    int labels = splitLabels(message, at);
    return add(labels, ROOT, 0);
  }

  /** The entry of the uncompressed name at {@code from}, or {@link #ABSENT}. */
  int find(byte[] source, int from) {
    int entry = ROOT;
    for (int label = splitLabels(source, from) - 1; label >= 0 && entry != ABSENT; label--) {
      entry = child(entry, source, labelStarts[label]);
    }
    return entry;
  }

  /**
   * Writes the uncompressed name at {@code from} of {@code source}, which may be the message
   * itself, not before {@code position}.
   *
   * @return the position behind it, or {@link #FULL}
   */
  int write(byte[] source, int from, int position) {
    int unknown = splitLabels(source, from);
    int parent = ROOT;
    for (int known = 0; unknown > 0 && known != ABSENT; ) {
      known = child(parent, source, labelStarts[unknown - 1]);
      if (known != ABSENT) {
        parent = known;
        unknown--;
      }
    }
    int literal = labelStarts[unknown] - from;
    System.arraycopy(source, from, message, position, literal);
    int moved = position - from;
    int end = pointer(parent, position + literal);
    return add(unknown, parent, moved) ? end : FULL;
  }

  /** Writes a pointer to an entry, or the root itself; the position behind it. */
  int pointer(int entry, int position) {
    if (entry == ROOT) {
      message[position] = 0;
      return position + 1;
    }
    message[position] = (byte) (0xC0 | offsets[entry] >> 8);
    message[position + 1] = (byte) offsets[entry];
    return position + 2;
  }

  /** Adds the first {@code labels} of those that were split, below {@code parent}. */
  private boolean add(int labels, int parent, int moved) {
    last = parent;
    if (entries + labels > MOST_ENTRIES) {
      return false;
    }
    for (int label = labels - 1; label >= 0; label--) {
      offsets[entries] = labelStarts[label] + moved;
      parents[entries] = last;
      last = entries++;
    }
    return true;
  }

  /** Where each label begins, the root's last. */
  private int splitLabels(byte[] source, int from) {
    int labels = 0;
    int at = from;
    for (; source[at] != 0; at += source[at] + 1) {
      labelStarts[labels++] = at;
    }
    labelStarts[labels] = at;
    return labels;
  }

  private int child(int parent, byte[] source, int label) {
    for (int entry = parent + 1; entry < entries; entry++) {
      if (parents[entry] == parent && isSameLabel(offsets[entry], source, label)) {
        return entry;
      }
    }
    return ABSENT;
  }

  private boolean isSameLabel(int offset, byte[] source, int label) {
    int length = source[label];
    if (message[offset] != length) {
      return false;
    }
    for (int i = 1; i <= length; i++) {
      byte one = message[offset + i];
      byte other = source[label + i];
      if (one != other && lower(one) != lower(other)) {
        return false;
      }
    }
    return true;
  }

  private static int lower(byte octet) {
    return octet >= 'A' && octet <= 'Z' ? octet + 32 : octet;
  }
}
