package dev.leeward.zone;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.TextParseException;

/**
 * What of SVCB and HTTPS (RFC 9460) dnsjava refuses or gets wrong: parameters beside an alias,
 * which are to be ignored by who reads them (section 2.4.2); an empty value behind an equals sign;
 * {@code tls-supported-groups}, whose value is numbers.
 */
final class SvcbForm {
  /** Of a record at the root: its name, type, class, TTL and length. */
  private static final int BEFORE_DATA = 11;

  private static final String GROUPS = "tls-supported-groups=";

  private SvcbForm() {}

  static boolean concerns(List<EntryWord> data) {
    return (isAlias(data) && data.size() > 2)
        || data.stream().anyMatch(word -> isGroups(word.toString()) || hasEmptyValue(word));
  }

  private static boolean isAlias(List<EntryWord> data) {
    return !data.isEmpty() && data.getFirst().toString().matches("0{1,5}");
  }

  private static boolean isGroups(String word) {
    return word.toLowerCase(Locale.ROOT).startsWith(GROUPS);
  }

  private static boolean hasEmptyValue(EntryWord word) {
    String text = word.toString();
    return !text.isEmpty()
        && text.indexOf('=') == text.length() - 1
        && !word.quoted()
        && !isBeforeQuotes(word);
  }

  /** The data in wire form. */
  static byte[] data(int code, List<EntryWord> data, Name origin) throws IOException {
    boolean isAlias = isAlias(data);
    StringBuilder text = new StringBuilder(isAlias ? "1 " : data.getFirst() + " ");
    for (int i = 1; i < data.size(); i++) {
      EntryWord word = data.get(i);
      boolean hasQuotedValue = isBeforeQuotes(word) && i + 1 < data.size();
      text.append(parameter(word, hasQuotedValue ? data.get(++i) : null)).append(' ');
    }
    byte[] wire =
        Record.fromString(Name.root, code, DClass.IN, 0, text.toString(), origin)
            .toWire(Section.ANSWER);
    byte[] read = Arrays.copyOfRange(wire, BEFORE_DATA, wire.length);
    if (isAlias) {
      read[0] = 0;
      read[1] = 0;
    }
    return read;
  }

  /** In {@code alpn="h2"} the quotes belong to the word before them. */
  private static boolean isBeforeQuotes(EntryWord word) {
    return !word.quoted() && word.end() < word.text().length && word.text()[word.end()] == '"';
  }

  private static String parameter(EntryWord word, @Nullable EntryWord value)
      throws TextParseException {
    String text = word.toString();
    if (isGroups(text)) {
      return groups(value == null ? text.substring(GROUPS.length()) : value.toString());
    }
    if (hasEmptyValue(word)) {
      return text.substring(0, text.length() - 1);
    }
    String quotedValue = value == null ? "" : '"' + value.toString() + '"';
    return word.quoted() ? '"' + text + '"' : text + quotedValue;
  }

  private static String groups(String value) throws TextParseException {
    StringBuilder octets = new StringBuilder("key9=");
    for (String group : value.split(",", -1)) {
      if (!group.matches("[0-9]{1,5}") || Integer.parseInt(group) > 0xFFFF) {
        throw new TextParseException("tls-supported-groups: \"" + group + "\" is no group");
      }
      int number = Integer.parseInt(group);
      octets.append("\\%03d\\%03d".formatted(number >> 8, number & 0xFF));
    }
    return octets.toString();
  }
}
