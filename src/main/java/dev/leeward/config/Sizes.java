package dev.leeward.config;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Amounts of octets as they are written in the configuration, always with a unit. */
final class Sizes {
  private static final Pattern FORM = Pattern.compile("([1-9][0-9]{0,6}) ?(KiB|MiB)");

  private Sizes() {}

  /**
   * @return octets
   * @throws IllegalArgumentException when it is no amount, saying so
   */
  static long parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("\"" + text + "\" is no size");
    }
    return Long.parseLong(matcher.group(1)) << (matcher.group(2).equals("KiB") ? 10 : 20);
  }
}
