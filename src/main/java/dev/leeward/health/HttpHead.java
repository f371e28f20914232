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
  static @Nullable HttpHead parse(String text) {
    List<String> lines = lines(text);
    int status = lines.isEmpty() ? -1 : status(lines.getFirst());
    if (status < 0) {
      return null;
    }
    List<Field> fields = new ArrayList<>(lines.size());
    for (String line : lines.subList(1, lines.size())) {
      Field field =
          line.charAt(0) == ' ' || line.charAt(0) == '\t' ? folded(fields, line) : field(line);
      if (field == null) {
        return null;
      }
      fields.add(field);
    }
    return new HttpHead(status, fields);
  }

  /** A line's end may lack its carriage return (section 2.2). */
  private static List<String> lines(String text) {
    List<String> lines = new ArrayList<>();
    int from = 0;
    for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', from)) {
      int last = end > from && text.charAt(end - 1) == '\r' ? end - 1 : end;
      if (last > from) {
        lines.add(text.substring(from, last));
      }
      from = end + 1;
    }
    return lines;
  }

  private static int status(String line) {
    boolean isStatusLine =
        line.length() >= STATUS_END
            && line.startsWith(VERSION)
            && isDigit(line.charAt(VERSION.length()))
            && line.charAt(STATUS_AT - 1) == ' '
            && line.charAt(STATUS_AT) >= '1'
            && isDigit(line.charAt(STATUS_AT))
            && isDigit(line.charAt(STATUS_AT + 1))
            && isDigit(line.charAt(STATUS_AT + 2))
            && (line.length() == STATUS_END || line.charAt(STATUS_END) == ' ');
    return isStatusLine ? Integer.parseInt(line, STATUS_AT, STATUS_END, 10) : -1;
  }

  private static boolean isDigit(char octet) {
    return octet >= '0' && octet <= '9';
  }

  private static @Nullable Field field(String line) {
    int colon = line.indexOf(':');
    String name = line.substring(0, Math.max(0, colon)).stripTrailing();
    boolean isToken = !name.isEmpty() && name.chars().allMatch(c -> c > ' ' && c < 127);
    return isToken ? new Field(name, line.substring(colon + 1).strip()) : null;
  }

  /** A line that continues the one before it (section 5.2). */
  private static @Nullable Field folded(List<Field> fields, String line) {
    if (fields.isEmpty()) {
      return null;
    }
    Field begun = fields.removeLast();
    return new Field(begun.name(), begun.value() + " " + line.strip());
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
    StringBuilder all = new StringBuilder();
    for (Field field : fields) {
      if (field.name().equalsIgnoreCase(name)) {
        all.append(all.isEmpty() ? "" : ",").append(field.value());
      }
    }
    return all.toString();
  }
}
