package dev.leeward.config;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Durations as in HOCON, but always with a unit: {@code 500ms}, {@code 10s}, {@code 5m}, {@code
 * 4h}, {@code 1d}.
 */
public final class Durations {
  private static final Pattern FORM = Pattern.compile("([0-9]{1,9}) ?([a-z]*)");

  private Durations() {}

  /**
   * @throws IllegalArgumentException saying what is wrong
   */
  public static Duration parse(String text) {
    Matcher matcher = FORM.matcher(text.trim());
    if (!matcher.matches()) {
      throw new IllegalArgumentException("\"" + text + "\" is no duration");
    }
    long amount = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2)) {
      case "ms", "millis", "milliseconds" -> Duration.ofMillis(amount);
      case "s", "second", "seconds" -> Duration.ofSeconds(amount);
      case "m", "minute", "minutes" -> Duration.ofMinutes(amount);
      case "h", "hour", "hours" -> Duration.ofHours(amount);
      case "d", "day", "days" -> Duration.ofDays(amount);
      case "" -> throw new IllegalArgumentException("\"" + text + "\" has no unit");
      default -> throw new IllegalArgumentException("\"" + text + "\" has an unknown unit");
    };
  }
}
