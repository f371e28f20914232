package dev.leeward.dashboard;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A line of the timeline, read with care: whoever mended its file by hand still has a page.
 *
 * @param at null where it says no time
 */
record EventFields(Map<String, Object> event, @Nullable Instant at, String kind) {
  static EventFields of(Map<String, Object> event) {
    EventFields fields = new EventFields(event, null, "");
    return new EventFields(event, fields.time("at"), fields.text("kind"));
  }

  /** Empty where it has none. */
  String text(String key) {
    Object value = event.get(key);
    return value == null ? "" : value.toString();
  }

  /** Null where it is no time. */
  @Nullable Instant time(String key) {
    try {
      return Instant.parse(text(key));
    } catch (DateTimeParseException none) {
      return null;
    }
  }

  boolean isAgreed() {
    return text("scope").equals("agreed");
  }
}
