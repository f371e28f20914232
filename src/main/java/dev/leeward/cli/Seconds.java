package dev.leeward.cli;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import tools.jackson.databind.JsonNode;

/**
 * A duration as in the configuration, always with a unit, in seconds: {@code 500ms}, {@code 10s},
 * {@code 5m}, {@code 4h}, {@code 1d}.
 */
record Seconds(double value) {
  private static final Pattern FORM = Pattern.compile("([0-9]{1,15})(ms|s|m|h|d)?");
  private static final String LONGEST = "3650d";
  private static final Map<String, Double> UNITS =
      Map.of("ms", 0.001, "s", 1.0, "m", 60.0, "h", 3600.0, "d", 86_400.0);

  /** The API's seconds to a tenth; a dash where there are none. */
  static String text(JsonNode seconds) {
    return seconds.isNumber() ? String.format(Locale.ROOT, "%.1fs", seconds.asDouble()) : "-";
  }

  /** For picocli: how far a look goes back. */
  static final class Converter implements ITypeConverter<Seconds> {
    @Override
    public Seconds convert(String text) {
      return within(text, "1ms", LONGEST, "give at most that");
    }
  }

  /** For picocli: how long an override lasts. */
  static final class OfOverride implements ITypeConverter<Seconds> {
    @Override
    public Seconds convert(String text) {
      return within(text, "1ms", LONGEST, "give at most that, or --permanent");
    }
  }

  /** For picocli: a rehearsal is over soon. */
  static final class OfDrill implements ITypeConverter<Seconds> {
    @Override
    public Seconds convert(String text) {
      return within(
          text, "1s", "4h", "give at most 4h, or drain the region: leeward drain REGION --for D");
    }
  }

  /**
   * @param instead what helps who wants it longer
   */
  private static Seconds within(String text, String least, String most, String instead) {
    Seconds read = read(text);
    if (read.value < read(least).value) {
      throw Misuse.ofValue("'" + text + "' is too short; give at least " + least);
    }
    if (read.value > read(most).value) {
      throw Misuse.ofValue(
          "'" + text + "' is longer than the " + most + " that are allowed; " + instead);
    }
    return read;
  }

  private static Seconds read(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw Misuse.ofValue(
          "'" + text + "' is no duration; write a number and a unit, as 500ms, 10s, 5m, 4h or 1d");
    }
    String unit = matcher.group(2);
    if (unit == null) {
      throw Misuse.ofValue("'" + text + "' has no unit; write " + text + "s or " + text + "m");
    }
    return new Seconds(Long.parseLong(matcher.group(1)) * UNITS.getOrDefault(unit, 1.0));
  }
}
