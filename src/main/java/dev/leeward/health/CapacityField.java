package dev.leeward.health;

import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/** Where an HTTP answer tells what the endpoint can bear, as a number that is not negative. */
public sealed interface CapacityField {
  /** The value of a header. */
  record InHeader(String header) implements CapacityField {}

  /** The first group of an expression that is found in the body. */
  record InBody(TextExpectation.Expression expression) implements CapacityField {}

  /**
   * Reads {@code header:X-Capacity} or {@code body:"free": ([0-9]+)}.
   *
   * @throws IllegalArgumentException saying what is wrong
   */
  static CapacityField parse(String text) {
    if (text.startsWith("header:") && text.matches("header:[!-~&&[^:]]+")) {
      return new InHeader(text.substring("header:".length()));
    }
    if (text.startsWith("body:")) {
      TextExpectation.Expression found =
          new TextExpectation.Expression(text.substring("body:".length()));
      if (found.matcher("").groupCount() == 1) {
        return new InBody(found);
      }
    }
    throw new IllegalArgumentException(
        "\"" + text + "\" is neither header:NAME nor body: and an expression with one group");
  }

  /** Null where there is no number. */
  static @Nullable Double numberIn(@Nullable String text) {
    return text != null && text.strip().matches("[0-9]{1,12}(\\.[0-9]{1,6})?")
        ? Double.valueOf(text.strip())
        : null;
  }

  /** Null where the body has none. */
  static @Nullable Double inBody(InBody field, String body) {
    try {
      Matcher matcher = field.expression().matcher(body);
      return matcher.find() ? numberIn(matcher.group(1)) : null;
    } catch (CountedText.TooManySteps | StackOverflowError endless) {
      return null;
    }
  }
}
