package dev.leeward.control;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The views as JSON: a record's components by their names in camelCase, times in RFC 3339 with
 * milliseconds, durations in seconds. One mapping for all, so that a new component cannot be
 * forgotten.
 */
public final class RecordJson {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);
  private static final double MILLIS_A_SECOND = 1000.0;

  /** Reflection makes them anew each time, and what invokes them. */
  private static final ClassValue<RecordComponent[]> COMPONENTS =
      new ClassValue<>() {
        @Override
        protected RecordComponent[] computeValue(Class<?> type) {
          return type.getRecordComponents();
        }
      };

  private RecordJson() {}

  /** As the API's answer has it. */
  public static String text(Record view) {
    return of(view).encodePrettily() + "\n";
  }

  static JsonObject of(Record view) {
    JsonObject json = new JsonObject();
    for (RecordComponent component : COMPONENTS.get(view.getClass())) {
      json.put(component.getName(), value(read(component, view)));
    }
    return json;
  }

  private static @Nullable Object read(RecordComponent component, Record view) {
    try {
      return component.getAccessor().invoke(view);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("a view's accessor failed: " + component, e);
    }
  }

  private static @Nullable Object value(@Nullable Object value) {
    return switch (value) {
      case null -> null;
      case Record inner -> of(inner);
      case Instant time -> TIME.format(time);
      case Duration duration -> duration.toMillis() / MILLIS_A_SECOND;
      case Collection<?> many -> {
        JsonArray array = new JsonArray();
        many.forEach(each -> array.add(value(each)));
        yield array;
      }
      case Map<?, ?> map -> {
        JsonObject object = new JsonObject();
        map.forEach((key, each) -> object.put(String.valueOf(key), value(each)));
        yield object;
      }
      case Enum<?> word -> word.name().toLowerCase(Locale.ROOT).replace('_', '-');
      default -> value;
    };
  }
}
