package dev.leeward.zone;

import dev.leeward.dns.Name;

/** A name without escapes to wire form. */
final class PlainName {
  private PlainName() {}

  /**
   * Writes the name that a word stands for, relative to the origin when it has no last dot.
   *
   * @param target has room for a name and one octet from {@code from} on
   * @return the offset behind it, or -1 when it is no plain name
   */
  static int write(PlainTokens word, Name origin, byte[] target, int from) {
    int length = word.length();
    if (word.isQuoted() || length == 0) {
      return -1;
    }
    if (length == 1 && word.octet(0) == '@') {
      return append(origin, target, from, from);
    }
    if (length == 1 && word.octet(0) == '.') {
      return append(Name.ROOT, target, from, from);
    }
    int labels = writeLabels(word, target, from);
    if (labels < 0) {
      return -1;
    }
    boolean isAbsolute = word.octet(length - 1) == '.';
    return append(isAbsolute ? Name.ROOT : origin, target, from, labels);
  }

  /** The offset behind the last label, or -1 when there is an empty or long one. */
  private static int writeLabels(PlainTokens word, byte[] target, int from) {
    if (word.length() > Name.MAX_WIRE_LENGTH) {
      return -1;
    }
    int lengthAt = from;
    int at = from + 1;
    for (int i = 0; i < word.length(); i++) {
      byte octet = word.octet(i);
      if (octet != '.') {
        target[at++] = octet;
        continue;
      }
      if (!endLabel(target, lengthAt, at)) {
        return -1;
      }
      lengthAt = at++;
    }
    if (word.octet(word.length() - 1) == '.') {
      return lengthAt;
    }
    return endLabel(target, lengthAt, at) ? at : -1;
  }

  private static boolean endLabel(byte[] target, int lengthAt, int end) {
    int length = end - lengthAt - 1;
    target[lengthAt] = (byte) length;
    return length > 0 && length <= Name.MAX_LABEL_LENGTH;
  }

  private static int append(Name ending, byte[] target, int from, int at) {
    int end = at + ending.wireLength();
    if (end - from > Name.MAX_WIRE_LENGTH) {
      return -1;
    }
    ending.copyTo(target, at);
    return end;
  }
}
