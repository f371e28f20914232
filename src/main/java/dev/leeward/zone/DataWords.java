package dev.leeward.zone;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.xbill.DNS.Name;
import org.xbill.DNS.TextParseException;

/** The words of an entry behind its type, read one by one. Owned by one call. */
final class DataWords {
  private final List<EntryWord> words;
  private final Name origin;
  private int at;

  DataWords(List<EntryWord> words, Name origin) {
    this.words = words;
    this.origin = origin;
  }

  boolean isAtEnd() {
    return at == words.size();
  }

  String next() throws TextParseException {
    if (isAtEnd()) {
      throw new TextParseException("data is missing at the end");
    }
    return words.get(at++).toString();
  }

  /** All that is left in one: blanks may part hex and base64. */
  String rest() throws TextParseException {
    StringBuilder rest = new StringBuilder(next());
    while (!isAtEnd()) {
      rest.append(next());
    }
    return rest.toString();
  }

  long number(long most) throws TextParseException {
    String word = next();
    if (!word.matches("[0-9]{1,10}") || Long.parseLong(word) > most) {
      throw new TextParseException(word + " is no number from 0 to " + most);
    }
    return Long.parseLong(word);
  }

  byte[] name() throws TextParseException {
    return Name.fromString(next(), origin).toWire();
  }

  /** A string of at most 255 octets, its escapes undone. */
  byte[] string() throws TextParseException {
    byte[] written = next().getBytes(StandardCharsets.ISO_8859_1);
    ByteArrayOutputStream octets = new ByteArrayOutputStream();
    for (int i = 0; i < written.length; i++) {
      if (written[i] != '\\') {
        octets.write(written[i]);
      } else if (i + 1 < written.length && !PlainTokens.isDigit(written[i + 1])) {
        octets.write(written[++i]);
      } else {
        octets.write(decimal(written, i + 1));
        i += 3;
      }
    }
    if (octets.size() > 255) {
      throw new TextParseException("a string of " + octets.size() + " octets, 255 is the most");
    }
    return octets.toByteArray();
  }

  private static int decimal(byte[] written, int from) throws TextParseException {
    int value = 0;
    for (int i = from; i < from + 3; i++) {
      if (i >= written.length || !PlainTokens.isDigit(written[i])) {
        throw new TextParseException("an escape is a backslash and three digits");
      }
      value = value * 10 + written[i] - '0';
    }
    if (value > 255) {
      throw new TextParseException("an escape above \\255");
    }
    return value;
  }
}
