package dev.leeward.control;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a validator of JSON Schema says, for whoever typed the request. Pure. */
final class InWords {
  private static final Pattern TYPE =
      Pattern.compile("Instance type \"?(\\w+)\"? is invalid\\. Expected \"?(\\w+).*");

  private static final Pattern LENGTH =
      Pattern.compile("String is too (short|long) \\(([0-9]+) [<>] ([0-9]+)\\).*");

  private static final String NUMBER = "([-+]?[0-9]+(?:[.][0-9]+)?(?:E[-+]?[0-9]+)?)";

  private static final Pattern BEYOND =
      Pattern.compile(NUMBER + " is (less|greater) than " + NUMBER + ".*");

  /** Of the document's only pattern. */
  private static final String BLANK = "String does not match pattern";

  /** How keys end that are durations. */
  private static final String SECONDS = "Seconds";

  private InWords() {}

  /**
   * @param key of what is wrong
   * @return null where the validator's own words must do
   */
  static @Nullable String of(String key, String error) {
    Matcher type = TYPE.matcher(error);
    if (type.matches()) {
      return key + " is of the type " + type.group(1) + "; write " + typeInWords(type.group(2));
    }
    Matcher length = LENGTH.matcher(error);
    if (length.matches()) {
      return length.group(1).equals("short")
          ? key + " is empty"
          : key + " has " + length.group(2) + " characters; write at most " + length.group(3);
    }
    if (error.startsWith(BLANK)) {
      return key + " is blank";
    }
    Matcher beyond = BEYOND.matcher(error);
    return key.endsWith(SECONDS) && beyond.matches()
        ? key
            + " is "
            + seconds(beyond.group(1))
            + "; write at "
            + (beyond.group(2).equals("greater") ? "most " : "least ")
            + seconds(beyond.group(3))
        : null;
  }

  private static String seconds(String number) {
    return SpanWords.of(Double.parseDouble(number));
  }

  private static String typeInWords(String type) {
    return switch (type) {
      case "boolean" -> "true or false";
      case "string" -> "text in quotes";
      case "integer" -> "a whole number";
      default -> "a value of the type " + type;
    };
  }
}
