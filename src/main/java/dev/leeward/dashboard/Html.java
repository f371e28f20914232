package dev.leeward.dashboard;

/**
 * HTML in which every value is escaped as it is written: markup is what the program says, values
 * are what anybody may have said. Owned by one call.
 */
final class Html {
  private static final String HOLE = "{}";

  private final StringBuilder out = new StringBuilder();

  /**
   * @param markup with a hole {@code {}} for each value, between tags or within a quoted attribute
   */
  Html add(String markup, Object... values) {
    int from = 0;
    for (Object value : values) {
      int hole = markup.indexOf(HOLE, from);
      if (hole < 0) {
        throw new IllegalArgumentException("more values than holes in " + markup);
      }
      out.append(markup, from, hole);
      escape(String.valueOf(value));
      from = hole + HOLE.length();
    }
    if (markup.indexOf(HOLE, from) >= 0) {
      throw new IllegalArgumentException("more holes than values in " + markup);
    }
    out.append(markup, from, markup.length());
    return this;
  }

  private void escape(String value) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      switch (c) {
        case '&' -> out.append("&amp;");
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '"' -> out.append("&quot;");
        case '\'' -> out.append("&#39;");
        default -> out.append(isVisible(c) ? c : '\uFFFD');
      }
    }
  }

  /** Neither control characters nor those that turn the direction of what follows. */
  private static boolean isVisible(char c) {
    boolean turns = c >= '\u202A' && c <= '\u202E' || c >= '\u2066' && c <= '\u2069';
    return !turns && (!Character.isISOControl(c) || c == '\n' || c == '\t');
  }

  @Override
  public String toString() {
    return out.toString();
  }
}
