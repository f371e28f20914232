package dev.leeward.zone;

import java.util.Arrays;

/**
 * Splits a master file into entries: a line, or several that parentheses join (RFC 1035 section
 * 5.1), and tells on which line each begins. Owned by one reading of a file.
 *
 * <p>dnsjava's reader tells no line, so it is given one entry at a time. What it must agree with
 * here is only what joins lines: parentheses outside of quotes, comments and escapes. A quote that
 * its line leaves open ends with the line; the reader then refuses the entry.
 */
final class MasterEntries {
  private final byte[] text;
  private int next;
  private int nextLine = 1;

  private int start;
  private int end;
  private int line;
  private boolean closed = true;

  MasterEntries(byte[] text) {
    this.text = withoutCarriageReturns(text);
  }

  /** Goes to the next entry that is more than blanks and comments. */
  boolean advance() {
    while (next < text.length) {
      start = next;
      line = nextLine;
      if (readEntry()) {
        return true;
      }
    }
    return false;
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

  /** False when the file ends before the entry's last parenthesis does. */
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
    for (; at < text.length; at++) {
      byte octet = text[at];
      if (octet == '\n') {
        nextLine++;
        firstLineEnd = firstLineEnd < 0 ? at + 1 : firstLineEnd;
        if (depth == 0 || quoted) {
          at++;
          break;
        }
      } else if (octet == '\\') {
        hasText = true;
        at = at + 1 < text.length && text[at + 1] != '\n' ? at + 1 : at;
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
    next = end;
    return hasText;
  }

  private int endOfLine(int at) {
    int newline = at;
    while (newline < text.length && text[newline] != '\n') {
      newline++;
    }
    return newline;
  }

  /**
   * CRLF becomes LF and a lone CR a blank, so that a line is one thing here and in dnsjava, which
   * ends lines at a lone CR and misreads one at the end of a file.
   */
  private static byte[] withoutCarriageReturns(byte[] text) {
    int first = 0;
    while (first < text.length && text[first] != '\r') {
      first++;
    }
    if (first == text.length) {
      return text;
    }
    byte[] clean = new byte[text.length];
    int length = 0;
    for (int at = 0; at < text.length; at++) {
      boolean ofLineEnd = text[at] == '\r' && at + 1 < text.length && text[at + 1] == '\n';
      if (!ofLineEnd) {
        clean[length++] = text[at] == '\r' ? (byte) ' ' : text[at];
      }
    }
    return length == text.length ? clean : Arrays.copyOf(clean, length);
  }
}
