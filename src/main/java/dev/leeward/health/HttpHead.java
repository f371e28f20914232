package dev.leeward.health;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Status and fields of an HTTP/1 answer (RFC 9112 sections 4 and 5). */
record HttpHead(int status, List<Field> fields) {
  private static final String VERSION = "HTTP/1.";
  private static final int STATUS_AT = "HTTP/1.1 ".length();
  private static final int STATUS_END = STATUS_AT + 3;

  /** A header as it was sent, without the white space around its value. */
  record Field(String name, String value) {}

  /** Whether an answer may begin like this. */
  static boolean mayBeginWith(int at, char octet) {
    return at >= VERSION.length() || VERSION.charAt(at) == octet;
  }

  /**
   * @param text up to the empty line
   * @return null for what is none
   */
  static @Nullable HttpHead parse(CharSequence text) {
    List<Field> fields = new ArrayList<>();
    int status = -1;
    int from = 0;
    for (int end = lineEnd(text, from); end < text.length(); end = lineEnd(text, from)) {
      // A line's end may lack its carriage return (section 2.2).
      int last = end > from && text.charAt(end - 1) == '\r' ? end - 1 : end;
      if (last > from && status < 0) {
        status = status(text, from, last);
        if (status < 0) {
          return null;
        }
      } else if (last > from) {
        Field field =
            isBlank(text.charAt(from)) ? folded(fields, text, from, last) : field(text, from, last);
        if (field == null) {
          return null;
        }
        fields.add(field);
      }
      from = end + 1;
    }
    return status < 0 ? null : new HttpHead(status, fields);
  }

  /** Where the line ends that begins there; the length of all where nothing ends it. */
  private static int lineEnd(CharSequence text, int from) {
    int end = from;
    while (end < text.length() && text.charAt(end) != '\n') {
      end++;
    }
    return end;
  }

  private static int status(CharSequence text, int from, int to) {
    boolean isStatusLine =
        to - from >= STATUS_END
            && VERSION.contentEquals(text.subSequence(from, from + VERSION.length()))
            && isDigit(text.charAt(from + VERSION.length()))
            && text.charAt(from + STATUS_AT - 1) == ' '
            && text.charAt(from + STATUS_AT) >= '1'
            && isDigit(text.charAt(from + STATUS_AT))
            && isDigit(text.charAt(from + STATUS_AT + 1))
            && isDigit(text.charAt(from + STATUS_AT + 2))
            && (to - from == STATUS_END || text.charAt(from + STATUS_END) == ' ');
    return isStatusLine ? Integer.parseInt(text, from + STATUS_AT, from + STATUS_END, 10) : -1;
  }

  private static boolean isDigit(char octet) {
    return octet >= '0' && octet <= '9';
  }

  private static boolean isBlank(char octet) {
    return octet == ' ' || octet == '\t';
  }

  private static @Nullable Field field(CharSequence text, int from, int to) {
    int colon = from;
    while (colon < to && text.charAt(colon) != ':') {
      colon++;
    }
    int end = colon;
    while (end > from && isBlank(text.charAt(end - 1))) {
      end--;
    }
    return colon < to && isToken(text, from, end)
        ? new Field(text.subSequence(from, end).toString(), stripped(text, colon + 1, to))
        : null;
  }

  private static boolean isToken(CharSequence text, int from, int to) {
    for (int i = from; i < to; i++) {
      if (text.charAt(i) <= ' ' || text.charAt(i) >= 127) {
        return false;
      }
    }
    return to > from;
  }

  /** Without a copy of what is cut off. */
  private static String stripped(CharSequence text, int from, int to) {
    int begin = from;
    int end = to;
    while (begin < end && Character.isWhitespace(text.charAt(begin))) {
      begin++;
    }
    while (end > begin && Character.isWhitespace(text.charAt(end - 1))) {
      end--;
    }
    return text.subSequence(begin, end).toString();
  }

  /** A line that continues the one before it (section 5.2). */
  private static @Nullable Field folded(List<Field> fields, CharSequence text, int from, int to) {
    if (fields.isEmpty()) {
      return null;
    }
    Field begun = fields.removeLast();
    return new Field(begun.name(), begun.value() + " " + stripped(text, from, to));
  }

  /** The first of that name, however it is written; null if there is none. */
  @Nullable String first(String name) {
    for (Field field : fields) {
      if (field.name().equalsIgnoreCase(name)) {
        return field.value();
      }
    }
    return null;
  }

  /** All of that name, as one list. */
  String all(String name) {
    String all = "";
    for (Field field : fields) {
      if (field.name().equalsIgnoreCase(name)) {
        all = all.isEmpty() ? field.value() : all + "," + field.value();
      }
    }
    return all;
  }
}
