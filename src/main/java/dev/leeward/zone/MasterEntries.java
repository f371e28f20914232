package dev.leeward.zone;

/**
 * Splits a master file's text into entries: a line, or several that parentheses join (RFC 1035
 * section 5.1), and tells on which line each begins. Owned by one reading of a file.
 *
 * <p>dnsjava's reader tells no line, so it is given one entry at a time. What it must agree with
 * here is only what joins lines: parentheses outside of quotes, comments and escapes. A quote that
 * its line leaves open ends with the line; the reader then refuses the entry.
 */
final class MasterEntries {
  private final byte[] text;
  private final int limit;
  private int nextLine = 1;

  private int start;
  private int end;
  private int line;
  private boolean closed = true;

  /**
   * @param text without carriage returns up to {@code limit}
   */
  MasterEntries(byte[] text, int limit) {
    this.text = text;
    this.limit = limit;
  }

  /**
   * Goes to the entry that begins there.
   *
   * @param atLine its first line
   * @return false when it is but blanks and comments
   */
  boolean moveTo(int at, int atLine) {
    nextLine = atLine;
    start = at;
    line = atLine;
    return readEntry();
  }

  byte[] text() {
    return text;
  }

  int start() {
    return start;
  }

  /** Behind the entry's last octet, its newline included. */
  int end() {
    return end;
  }

  /** The line that the entry begins on, from 1. */
  int line() {
    return line;
  }

  /** The line behind the entry's last. */
  int nextLine() {
    return nextLine;
  }

  /** False when the text ends before the entry's last parenthesis does. */
  boolean isClosed() {
    return closed;
  }

  /** Directives begin with a dollar sign in the first column. */
  boolean isDirective() {
    return text[start] == '$';
  }

  private boolean readEntry() {
    boolean hasText = false;
    boolean quoted = false;
    int depth = 0;
    int firstLineEnd = -1;
    int at = start;
    for (; at < limit; at++) {
      byte octet = text[at];
      if (octet == '\n') {
        nextLine++;
        firstLineEnd = firstLineEnd < 0 ? at + 1 : firstLineEnd;
        if (depth <= 0 || quoted) {
          at++;
          break;
        }
      } else if (octet == '\\') {
        hasText = true;
        at = at + 1 < limit && text[at + 1] != '\n' ? at + 1 : at;
      } else if (octet == '"') {
        hasText = true;
        quoted = !quoted;
      } else if (!quoted) {
        switch (octet) {
          case '(' -> depth++;
          case ')' -> depth--;
          case ';' -> at = endOfLine(at) - 1;
          default -> {}
        }
        hasText |= octet != ' ' && octet != '\t' && octet != ';';
      }
    }
    end = at;
    closed = depth <= 0 || quoted;
    if (!closed && firstLineEnd > 0) {
      end = firstLineEnd;
      nextLine = line + 1;
    }
    return hasText;
  }

  private int endOfLine(int at) {
    int newline = at;
    while (newline < limit && text[newline] != '\n') {
      newline++;
    }
    return newline;
  }
}
