package dev.leeward.zone;

/**
 * The words of an entry on one line that has no escape, no parenthesis and nothing beyond ASCII;
 * anything else is odd. Owned by one reading of a file.
 */
final class PlainTokens {
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
    while (isOfWord(at)) {
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

  private boolean isOfWord(int index) {
    if (index >= end) {
      return false;
    }
    byte octet = text[index];
    if (octet == '"' || octet == '\\' || octet < ' ' || octet > '~') {
      return false;
    }
    return quoted || (octet != ' ' && octet != ';' && octet != '(' && octet != ')');
  }

  private boolean isBlank(int index) {
    return index < end && (text[index] == ' ' || text[index] == '\t');
  }

  private boolean isEnd(int index) {
    return index >= end || text[index] == '\n' || text[index] == ';';
  }
}
