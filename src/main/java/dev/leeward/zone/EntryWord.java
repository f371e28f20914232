package dev.leeward.zone;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A word of an entry of any form (RFC 1035 section 5.1), escapes as they are written.
 *
 * @param start of what is between the quotes where there are quotes
 * @param depth how many parentheses are open where it stands
 */
record EntryWord(byte[] text, int start, int end, boolean quoted, int depth) {
  /** The words of the entry without parentheses and comments. */
  static List<EntryWord> of(MasterEntries entry) {
    List<EntryWord> words = new ArrayList<>();
    byte[] text = entry.text();
    int depth = 0;
    int at = entry.start();
    while (at < entry.end()) {
      switch (text[at]) {
        case ' ', '\t', '\n' -> at++;
        case '(' -> {
          depth++;
          at++;
        }
        case ')' -> {
          depth--;
          at++;
        }
        case ';' -> at = endOfLine(text, at, entry.end());
        case '"' -> {
          int end = endOfQuote(text, at + 1, entry.end());
          words.add(new EntryWord(text, at + 1, end, true, depth));
          at = end + 1;
        }
        default -> {
          int end = endOfWord(text, at, entry.end());
          words.add(new EntryWord(text, at, end, false, depth));
          at = end;
        }
      }
    }
    return words;
  }

  private static int endOfLine(byte[] text, int from, int end) {
    int at = from;
    while (at < end && text[at] != '\n') {
      at++;
    }
    return at;
  }

  private static int endOfQuote(byte[] text, int from, int end) {
    int at = from;
    while (at < end && text[at] != '"') {
      at += text[at] == '\\' ? 2 : 1;
    }
    return Math.min(at, end);
  }

  private static int endOfWord(byte[] text, int from, int end) {
    int at = from;
    while (at < end && " \t\n;()\"".indexOf(text[at]) < 0) {
      at += text[at] == '\\' ? 2 : 1;
    }
    return Math.min(at, end);
  }

  @Override
  public String toString() {
    return new String(text, start, end - start, StandardCharsets.ISO_8859_1);
  }
}
