package dev.leeward.zone;

import java.util.Arrays;

/**
 * Some lines of a master file, and what {@link RunReader} read of them. Owned by the thread that
 * reads the file, or lent to the one that reads ahead.
 */
final class TextBlock {
  private byte[] text = new byte[0];
  private int length;
  private boolean last;

  /** What was read ahead. */
  final PlainRun run = new PlainRun();

  byte[] text() {
    return text;
  }

  int length() {
    return length;
  }

  /** Whether the file ends with it. */
  boolean isLast() {
    return last;
  }

  void set(int newLength, boolean isLast) {
    length = newLength;
    last = isLast;
  }

  /** Room for that many octets, those that are here being kept. */
  void widen(int room) {
    if (room > text.length) {
      text = Arrays.copyOf(text, room);
    }
  }

  /** Drops what stands before that place. */
  void cutBefore(int from) {
    length -= from;
    System.arraycopy(text, from, text, 0, length);
  }

  /** Goes on with what stands in the next one. */
  void append(TextBlock next) {
    int joined = length + next.length;
    if (joined > text.length) {
      widen(2 * joined);
    }
    System.arraycopy(next.text, 0, text, length, next.length);
    length = joined;
    last = next.last;
  }
}
