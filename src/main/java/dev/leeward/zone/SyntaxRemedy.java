package dev.leeward.zone;

import java.io.IOException;

/** dnsjava's complaint about an entry in an operator's words, and what mends it. */
record SyntaxRemedy(String what, String whatToDo) {
  private static final String GENERIC = "as \\# and its octets in hex (RFC 3597 section 5)";

  static SyntaxRemedy of(IOException complaint) {
    String message = withoutPlace(String.valueOf(complaint.getMessage()));
    return switch (message) {
      case "invalid unknown RR encoding" ->
          new SyntaxRemedy("this type is only read in generic form", "write the data " + GENERIC);
      case "missing TTL" ->
          new SyntaxRemedy(
              "no TTL here, nor before", "begin the file with $TTL, or give the record its own");
      case "no owner" ->
          new SyntaxRemedy(
              "no name here, nor before", "write the record's name in the first column");
      case "newline in quoted string", "EOF in quoted string" ->
          new SyntaxRemedy("a quote that is open at the end of the line", "close it on its line");
      default -> new SyntaxRemedy(message, remedy(message));
    };
  }

  private static String remedy(String message) {
    if (message.startsWith("Invalid type")) {
      return "check the spelling; a new type is written TYPE and its number, its data " + GENERIC;
    }
    return "correct the entry: owner, TTL, class, type, data (RFC 1035 section 5.1)";
  }

  /** dnsjava begins its messages with a place of its own: {@code <none>:3: }. */
  private static String withoutPlace(String message) {
    return message.replaceFirst("^<none>:\\d+: ", "");
  }
}
