package dev.leeward.wire;

import dev.leeward.dns.LowerCase;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The names that a message holds, as the tree that they are: from the root down, each label once,
 * where the message first spells it. A name is found by walking down, without a hash; that beats
 * {@link NameCompressor} where names are few. Both find the longest ending that is there, so both
 * write the same octets. Owned by its writer's thread.
 */
final class WrittenNames {
  /** Octets behind a name that are read with it, and then not looked at. */
  static final int SLACK = Long.BYTES - 1;

  static final int ROOT = -1;
  static final int ABSENT = -2;
  static final int FULL = -1;
  private static final VarHandle WORD =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final int MOST_LABELS = 127;
  private static final int MOST_ENTRIES = 128;

  private final byte[] message;
  private final int[] offsets = new int[MOST_ENTRIES];
  private final int[] parents = new int[MOST_ENTRIES];

  /** The first octets of each label, its length included, in lower case. */
  private final long[] beginnings = new long[MOST_ENTRIES];

  private final int[] labelStarts = new int[MOST_LABELS + 1];
  private int labels;
  private int entries;
  private int last;

  WrittenNames(byte[] message) {
    this.message = message;
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
   * Forgets all, but for the name that the message holds uncompressed at {@code at}. Its entry is
   * one less than it has labels.
   */
  void begin(int at) {
    entries = 0;
    splitLabels(message, at);
    add(labels, ROOT, 0);
  }

  /**
   * The entry of the uncompressed name at {@code from}, behind which {@link #SLACK} octets can be
   * read; or {@link #ABSENT}.
   */
  int find(byte[] source, int from) {
    splitLabels(source, from);
    int entry = ROOT;
    for (int label = labels - 1; label >= 0 && entry != ABSENT; label--) {
      entry = child(entry, source, labelStarts[label]);
    }
    return entry;
  }

  /**
   * Writes the uncompressed name at {@code from} of {@code source}, which may be the message
   * itself, not before {@code position}. Behind it {@link #SLACK} octets can be read.
   *
   * @return the position behind it, or {@link #FULL}
   */
  int write(byte[] source, int from, int position) {
    splitLabels(source, from);
    int unknown = labels;
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

  /** Where the name that was looked for last, uncompressed, ends. */
  int endOfSource() {
    return labelStarts[labels] + 1;
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
  private boolean add(int count, int parent, int moved) {
    last = parent;
    if (entries + count > MOST_ENTRIES) {
      return false;
    }
    for (int label = count - 1; label >= 0; label--) {
      offsets[entries] = labelStarts[label] + moved;
      beginnings[entries] = beginning(message, offsets[entries]);
      parents[entries] = last;
      last = entries++;
    }
    return true;
  }

  /** Where each label begins, the root's last. */
  private void splitLabels(byte[] source, int from) {
    int label = 0;
    int at = from;
    for (; source[at] != 0; at += source[at] + 1) {
      labelStarts[label++] = at;
    }
    labelStarts[label] = at;
    labels = label;
  }

  private int child(int parent, byte[] source, int label) {
    long beginning = beginning(source, label);
    for (int entry = parent + 1; entry < entries; entry++) {
      if (beginnings[entry] == beginning
          && parents[entry] == parent
          && isSameBehindBeginning(offsets[entry], source, label)) {
        return entry;
      }
    }
    return ABSENT;
  }

  private static long beginning(byte[] source, int label) {
    int octets = Math.min(source[label] + 1, Long.BYTES);
    long others = -1L << Byte.SIZE * (octets - 1) << Byte.SIZE;
    return LowerCase.ofEight((long) WORD.get(source, label) & ~others);
  }

  private boolean isSameBehindBeginning(int offset, byte[] source, int label) {
    for (int i = Long.BYTES; i <= source[label]; i++) {
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
