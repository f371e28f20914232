package dev.leeward.zone;

import dev.leeward.dns.Name;

/** The data of the common types from plain words. */
final class PlainData {
  private static final int A = 1;
  private static final int NS = 2;
  private static final int CNAME = 5;
  private static final int PTR = 12;
  private static final int MX = 15;
  private static final int TXT = 16;
  private static final int AAAA = 28;
  private static final int SRV = 33;

  private static final int LONGEST_STRING = 255;
  private static final int MOST_STRINGS = 64;

  /** A name of twice what is allowed, as it is while it is written, and what stands before it. */
  private static final int BEYOND_TEXT = 3 * Name.MAX_WIRE_LENGTH;

  private PlainData() {}

  /** Octets that {@link #write} may need for an entry in so much text. */
  static int room(int text) {
    return Math.min(text, MOST_STRINGS * (LONGEST_STRING + 1)) + BEYOND_TEXT;
  }

  /** The code of the type that a word names, or -1 when it is none of those that are read here. */
  static int type(PlainTokens word) {
    return switch (word.length()) {
      case 1 -> word.is("A") ? A : -1;
      case 2 -> word.is("NS") ? NS : word.is("MX") ? MX : -1;
      case 3 -> word.is("TXT") ? TXT : word.is("PTR") ? PTR : word.is("SRV") ? SRV : -1;
      case 4 -> word.is("AAAA") ? AAAA : -1;
      case 5 -> word.is("CNAME") ? CNAME : -1;
      default -> -1;
    };
  }

  /**
   * Writes the rest of the entry as data of that type.
   *
   * @param target has {@link #room} from {@code from} on
   * @return the offset behind it, or -1 when it is not plain
   */
  static int write(int type, PlainTokens words, Name origin, byte[] target, int from) {
    int end =
        switch (type) {
          case A -> words.next() && PlainAddress.writeFour(words, target, from) ? from + 4 : -1;
          case AAAA ->
              words.next() && PlainAddress.writeSixteen(words, target, from) ? from + 16 : -1;
          case NS, CNAME, PTR -> name(words, origin, target, from);
          case MX -> numbersAndName(1, words, origin, target, from);
          case SRV -> numbersAndName(3, words, origin, target, from);
          case TXT -> strings(words, target, from);
          default -> throw new IllegalArgumentException("no plain type " + type);
        };
    return end < 0 || words.next() || words.isOdd() ? -1 : end;
  }

  private static int name(PlainTokens words, Name origin, byte[] target, int from) {
    return words.next() ? PlainName.write(words, origin, target, from) : -1;
  }

  private static int numbersAndName(
      int count, PlainTokens words, Name origin, byte[] target, int from) {
    int at = from;
    for (int i = 0; i < count; i++) {
      int value = words.next() ? words.number(0xFFFF) : -1;
      if (value < 0) {
        return -1;
      }
      target[at++] = (byte) (value >> 8);
      target[at++] = (byte) value;
    }
    return name(words, origin, target, at);
  }

  private static int strings(PlainTokens words, byte[] target, int from) {
    int at = from;
    int strings = 0;
    while (words.next()) {
      if (words.length() > LONGEST_STRING || ++strings > MOST_STRINGS) {
        return -1;
      }
      target[at++] = (byte) words.length();
      System.arraycopy(words.text(), words.start(), target, at, words.length());
      at += words.length();
    }
    return strings > 0 ? at : -1;
  }
}
