package dev.leeward.control;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A command's JSON, read with care: an unknown key is an error, for it was meant to do something.
 * Owned by one request.
 */
final class CommandBody {
  /** The request is not what the API takes; the message says why. */
  static final class Bad extends Exception {
    private static final long serialVersionUID = 1;

    Bad(String message) {
      super(message);
    }
  }

  private static final int LONGEST_TEXT = 500;
  private static final double SHORTEST_SECONDS = 0.001;

  private final JsonObject json;

  private CommandBody(JsonObject json) {
    this.json = json;
  }

  static CommandBody read(@Nullable String body, Set<String> known) throws Bad {
    CommandBody read = read(body);
    read.onlyHas(known.toArray(String[]::new));
    return read;
  }

  static CommandBody read(@Nullable String body) throws Bad {
    try {
      return new CommandBody(
          body == null || body.isBlank() ? new JsonObject() : new JsonObject(body));
    } catch (DecodeException e) {
      throw new Bad("the body is no JSON object");
    }
  }

  void onlyHas(String... keys) throws Bad {
    Set<String> known = Set.of(keys);
    Set<String> unknown = new TreeSet<>(json.fieldNames());
    unknown.removeAll(known);
    if (!unknown.isEmpty()) {
      throw new Bad(
          "unknown keys "
              + String.join(", ", unknown)
              + "; known are "
              + String.join(", ", new TreeSet<>(known)));
    }
  }

  /** Whether it asks for what a rule is against. */
  boolean forces() {
    Object force = json.getValue("force");
    return force != null && !Boolean.FALSE.equals(force);
  }

  String text(String key) throws Bad {
    String text = optionalText(key);
    if (text == null || text.isBlank()) {
      throw new Bad(key + " is missing");
    }
    return text;
  }

  long wholeNumber(String key) throws Bad {
    Object value = json.getValue(key);
    if (value instanceof Integer || value instanceof Long) {
      return ((Number) value).longValue();
    }
    throw new Bad(key + " is no whole number");
  }

  @Nullable String optionalText(String key) throws Bad {
    Object value = json.getValue(key);
    if (value == null) {
      return null;
    }
    if (!(value instanceof String text)
        || text.length() > LONGEST_TEXT
        || text.chars().anyMatch(Character::isISOControl)) {
      throw new Bad(key + " is no text of at most " + LONGEST_TEXT + " characters in one line");
    }
    return text;
  }

  boolean flag(String key) throws Bad {
    Object value = json.getValue(key);
    if (value != null && !(value instanceof Boolean)) {
      throw new Bad(key + " is neither true nor false");
    }
    return Boolean.TRUE.equals(value);
  }

  @Nullable Duration optionalSeconds(String key) throws Bad {
    Object value = json.getValue(key);
    if (value == null) {
      return null;
    }
    if (!(value instanceof Number number)
        || number.doubleValue() < SHORTEST_SECONDS
        || number.doubleValue() > Duration.ofDays(3650).toSeconds()) {
      throw new Bad(key + " is no number of seconds from 0.001 to ten years");
    }
    return Duration.ofMillis(Math.round(number.doubleValue() * 1000));
  }
}
