package dev.leeward.zone;

/**
 * The words of an entry on one line that has no escape, no parenthesis and nothing beyond ASCII;
 * anything else is odd. Owned by one reading of a file.
 */
final class PlainTokens {
  private static final boolean[] ENDS_QUOTED = endsAt("");
  private static final boolean[] ENDS_WORD = endsAt(" ;()");

  private byte[] text = new byte[0];
  private int at;
  private int end;
  private int start;
  private int stop;
  private boolean quoted;
  private boolean odd;

  void begin(byte[] source, int from, int to) {
    text = source;
    at = from;
    end = to;
    odd = false;
  }

  /** Behind the line that {@link #next} came to the end of. */
  int nextLine() {
    while (at < end && text[at] != '\n') {
      at++;
    }
    return Math.min(at + 1, end);
  }

  boolean beginsWithBlank() {
    return isBlank(at);
  }

  /** Goes to the next word; false at the end of the line and where something is odd. */
  boolean next() {
    while (isBlank(at)) {
      at++;
    }
    if (isEnd(at)) {
      return false;
    }
    quoted = text[at] == '"';
    start = quoted ? ++at : at;
    boolean[] ends = quoted ? ENDS_QUOTED : ENDS_WORD;
    while (at < end && !ends[text[at] & 0xFF]) {
      at++;
    }
    stop = at;
    if (quoted) {
      odd |= at >= end || text[at++] != '"';
    }
    odd |= !isBlank(at) && !isEnd(at);
    return !odd;
  }

  /** Whether there was something that this class does not understand. */
  boolean isOdd() {
    return odd;
  }

  boolean isQuoted() {
    return quoted;
  }

  int length() {
    return stop - start;
  }

  byte octet(int index) {
    return text[start + index];
  }

  byte[] text() {
    return text;
  }

  int start() {
    return start;
  }

  /** In any case. */
  boolean is(String upperCase) {
    if (quoted || upperCase.length() != stop - start) {
      return false;
    }
    for (int i = 0; i < upperCase.length(); i++) {
      int octet = text[start + i];
      if ((octet >= 'a' && octet <= 'z' ? octet - 32 : octet) != upperCase.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** A number of at most nine digits that is no more than {@code most}; else -1. */
  int number(int most) {
    int value = 0;
    for (int i = start; i < stop; i++) {
      if (!isDigit(text[i])) {
        return -1;
      }
      value = value * 10 + text[i] - '0';
    }
    return quoted || stop == start || stop - start > 9 || value > most ? -1 : value;
  }

  static boolean isDigit(byte octet) {
    return octet >= '0' && octet <= '9';
  }

  private boolean isBlank(int index) {
    return index < end && (text[index] == ' ' || text[index] == '\t');
  }

  private boolean isEnd(int index) {
    return index >= end || text[index] == '\n' || text[index] == ';';
  }

  /** By octet, whether no word goes on with it: what is odd in any, and these. */
  private static boolean[] endsAt(String others) {
    boolean[] ends = new boolean[1 << Byte.SIZE];
    for (int octet = 0; octet < ends.length; octet++) {
      boolean isOdd = octet < ' ' || octet > '~' || octet == '"' || octet == '\\';
      ends[octet] = isOdd || others.indexOf(octet) >= 0;
    }
    return ends;
  }
}
