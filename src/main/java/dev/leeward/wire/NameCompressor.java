package dev.leeward.wire;

/**
 * Writes names, each suffix that the message already holds as a pointer to it (RFC 1035 section
 * 4.1.4), compared without case. A hash table of the suffixes with linear probing; entries are
 * taken out in the reverse order of their coming, so no probe chain ever breaks. Owned by its
 * writer's thread.
 */
final class NameCompressor {
  static final int DOES_NOT_FIT = -1;
  private static final int SLOTS = 1024;
  private static final int MOST_ENTRIES = SLOTS / 2;
  private static final int HIGHEST_POINTER = 0x3FFF;
  private static final int MOST_LABELS = 127;

  private final byte[] message;
  private final int[] offsets = new int[SLOTS];
  private final int[] hashes = new int[SLOTS];
  private final int[] usedSlots = new int[MOST_ENTRIES];
  private final int[] labelStarts = new int[MOST_LABELS + 1];
  private final int[] suffixHashes = new int[MOST_LABELS];
  private int entries;

  NameCompressor(byte[] message) {
    this.message = message;
  }

  /** Takes out every suffix that begins at {@code position} or behind it. */
  void forgetFrom(int position) {
    while (entries > 0 && offsets[usedSlots[entries - 1]] >= position) {
      offsets[usedSlots[--entries]] = 0;
    }
  }

  /**
   * Writes the uncompressed name at {@code from} of {@code source}.
   *
   * @return the position behind it, or {@link #DOES_NOT_FIT}
   */
  int write(byte[] source, int from, int position, int limit) {
    int labels = splitLabels(source, from);
    int written = 0;
    int pointer = 0;
    while (written < labels && pointer == 0) {
      pointer = find(suffixHashes[written], source, labelStarts[written]);
      if (pointer == 0) {
        written++;
      }
    }
    int literal = labelStarts[written] - from;
    int end = position + literal + (pointer == 0 ? 1 : 2);
    if (end > limit) {
      return DOES_NOT_FIT;
    }
    System.arraycopy(source, from, message, position, literal);
    if (pointer == 0) {
      message[end - 1] = 0;
    } else {
      message[end - 2] = (byte) (0xC0 | pointer >> 8);
      message[end - 1] = (byte) pointer;
    }
    for (int label = 0; label < written; label++) {
      remember(suffixHashes[label], position + labelStarts[label] - from);
    }
    return end;
  }

  /** Where each label begins, the root's last, and the hash of the suffix from each on. */
  private int splitLabels(byte[] source, int from) {
    int labels = 0;
    int at = from;
    for (; source[at] != 0; at += source[at] + 1) {
      labelStarts[labels++] = at;
    }
    labelStarts[labels] = at;
    int hash = 0;
    for (int label = labels - 1; label >= 0; label--) {
      for (int i = labelStarts[label]; i < labelStarts[label + 1]; i++) {
        hash = 31 * hash + lower(source[i]);
      }
      suffixHashes[label] = hash;
    }
    return labels;
  }

  /** The offset of an equal suffix in the message; 0, which is in the header, for none. */
  private int find(int hash, byte[] source, int from) {
    for (int slot = hash & SLOTS - 1; offsets[slot] != 0; slot = slot + 1 & SLOTS - 1) {
      if (hashes[slot] == hash && isAt(offsets[slot], source, from)) {
        return offsets[slot];
      }
    }
    return 0;
  }

  private void remember(int hash, int offset) {
    if (entries == MOST_ENTRIES || offset > HIGHEST_POINTER) {
      return;
    }
    int slot = hash & SLOTS - 1;
    while (offsets[slot] != 0) {
      slot = slot + 1 & SLOTS - 1;
    }
    offsets[slot] = offset;
    hashes[slot] = hash;
    usedSlots[entries++] = slot;
  }

  private boolean isAt(int offset, byte[] source, int from) {
    int there = offset;
    int here = from;
    while (true) {
      while ((message[there] & 0xC0) == 0xC0) {
        there = (message[there] & 0x3F) << 8 | message[there + 1] & 0xFF;
      }
      int length = source[here];
      if (message[there] != length) {
        return false;
      }
      if (length == 0) {
        return true;
      }
      for (int i = 1; i <= length; i++) {
        if (lower(message[there + i]) != lower(source[here + i])) {
          return false;
        }
      }
      there += length + 1;
      here += length + 1;
    }
  }

  private static int lower(byte octet) {
    return octet >= 'A' && octet <= 'Z' ? octet + 32 : octet;
  }
}
