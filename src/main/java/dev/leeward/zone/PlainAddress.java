package dev.leeward.zone;

import java.util.Arrays;

/** Addresses in the forms that everybody writes; what else is an address dnsjava knows. */
final class PlainAddress {
  private static final int GROUPS = 8;

  private PlainAddress() {}

  /** Writes four octets from {@code from} on; false when it is no plain dotted quad. */
  static boolean writeFour(PlainTokens word, byte[] target, int from) {
    int fields = 0;
    int value = -1;
    for (int i = 0; i <= word.length(); i++) {
      byte octet = i < word.length() ? word.octet(i) : (byte) '.';
      if (octet == '.') {
        if (value < 0 || value > 255 || fields == 4) {
          return false;
        }
        target[from + fields++] = (byte) value;
        value = -1;
      } else if (!PlainTokens.isDigit(octet) || value == 0 || value > 255) {
        return false; // also a zero in front, which some read as octal
      } else {
        value = Math.max(value, 0) * 10 + octet - '0';
      }
    }
    return fields == 4 && !word.isQuoted();
  }

  /**
   * Writes sixteen octets from {@code from} on; false when it is not of hexadecimal groups with at
   * most one gap.
   */
  static boolean writeSixteen(PlainTokens word, byte[] target, int from) {
    int groups = 0;
    int gap = -1;
    int at = 0;
    int length = word.length();
    if (length > 2 && word.octet(0) == ':' && word.octet(1) == ':') {
      gap = 0;
      at = 2;
    }
    while (at < length) {
      int end = endOfGroup(word, at);
      if (end == at || end - at > 4 || groups == GROUPS) {
        return false;
      }
      writeGroup(word, at, end, target, from + 2 * groups++);
      at = end;
      if (at < length) {
        if (word.octet(at++) != ':' || at == length) {
          return false;
        }
        if (word.octet(at) == ':') {
          if (gap >= 0 || ++at == length) {
            return false;
          }
          gap = groups;
        }
      }
    }
    return !word.isQuoted() && spread(target, from, groups, gap);
  }

  /** Zeros in the gap, which stands for two groups at least. */
  private static boolean spread(byte[] target, int from, int groups, int gap) {
    if (gap < 0) {
      return groups == GROUPS;
    }
    if (groups > GROUPS - 2) {
      return false;
    }
    int moved = 2 * (groups - gap);
    int end = from + 2 * GROUPS;
    System.arraycopy(target, from + 2 * gap, target, end - moved, moved);
    Arrays.fill(target, from + 2 * gap, end - moved, (byte) 0);
    return true;
  }

  private static int endOfGroup(PlainTokens word, int from) {
    int at = from;
    while (at < word.length() && digit(word.octet(at)) >= 0) {
      at++;
    }
    return at;
  }

  private static void writeGroup(PlainTokens word, int from, int to, byte[] target, int offset) {
    int value = 0;
    for (int i = from; i < to; i++) {
      value = value << 4 | digit(word.octet(i));
    }
    target[offset] = (byte) (value >> 8);
    target[offset + 1] = (byte) value;
  }

  /** 0 to 15, -1 when it is no hexadecimal digit. */
  private static int digit(byte octet) {
    if (PlainTokens.isDigit(octet)) {
      return octet - '0';
    }
    int lower = octet | 0x20;
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
  }
}
