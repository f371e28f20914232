package dev.leeward.dns;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Presentation form of a name to labels (RFC 1035 section 5.1). Owned by one call. */
final class NameParser {
  private final byte[] text;
  private final List<byte[]> labels = new ArrayList<>();
  private final ByteArrayOutputStream label = new ByteArrayOutputStream();

  private NameParser(String text) {
    this.text = text.getBytes(StandardCharsets.UTF_8);
  }

  static Name parse(String text) {
    if (text.isEmpty()) {
      throw new IllegalArgumentException("empty name");
    }
    return text.equals(".") ? Name.ROOT : new NameParser(text).read();
  }

  private Name read() {
    for (int at = 0; at < text.length; at++) {
      if (text[at] == '.') {
        endLabel();
      } else if (text[at] == '\\') {
        at = escape(at + 1);
      } else {
        label.write(text[at]);
      }
    }
    if (label.size() > 0) {
      endLabel();
    }
    return Name.ofLabels(labels);
  }

  private void endLabel() {
    if (label.size() == 0) {
      throw new IllegalArgumentException(
          "empty label in \"" + new String(text, StandardCharsets.UTF_8) + "\"");
    }
    labels.add(label.toByteArray());
    label.reset();
  }

  private int escape(int at) {
    if (at < text.length && !isDigit(text[at])) {
      label.write(text[at]);
      return at;
    }
    if (at + 2 >= text.length || !isDigit(text[at + 1]) || !isDigit(text[at + 2])) {
      throw new IllegalArgumentException(
          "bad escape in \"" + new String(text, StandardCharsets.UTF_8) + "\"");
    }
    int value = (text[at] - '0') * 100 + (text[at + 1] - '0') * 10 + text[at + 2] - '0';
    if (value > 255) {
      throw new IllegalArgumentException(
          "escape above \\255 in \"" + new String(text, StandardCharsets.UTF_8) + "\"");
    }
    label.write(value);
    return at + 2;
  }

  private static boolean isDigit(byte octet) {
    return octet >= '0' && octet <= '9';
  }
}
