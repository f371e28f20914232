package dev.leeward.cli;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.LayoutBase;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * One JSON object a line, with keys in camelCase. What a line's template names, {@code zones={}},
 * is a field too: nobody has to take the message apart.
 */
final class JsonLines extends LayoutBase<ILoggingEvent> {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);
  private static final Pattern PLACE = Pattern.compile("(?:([a-z][a-z-]*)=\"?)?\\{}");
  private static final Pattern EVENT = Pattern.compile("[a-z]+(?:-[a-z]+)*(?= |$)");

  /** What begins otherwise is a sentence. */
  private static final Pattern TEMPLATE_WITH_EVENT =
      Pattern.compile("(?:\\{}|[a-z]+(?:-[a-z]+)*)(?: \\{}| [a-z-]+=|$)");

  private final String instance;
  private final JsonMapper mapper = new JsonMapper();

  /**
   * @param instance who writes; empty before that is known
   */
  JsonLines(String instance) {
    this.instance = instance;
  }

  @Override
  public String doLayout(ILoggingEvent event) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("at", TIME.format(Instant.ofEpochMilli(event.getTimeStamp())));
    line.put("level", event.getLevel().toString().toLowerCase(Locale.ROOT));
    if (!instance.isEmpty()) {
      line.put("instance", instance);
    }
    line.put("logger", event.getLoggerName());
    line.put("thread", event.getThreadName());
    String message = event.getFormattedMessage();
    Matcher first = EVENT.matcher(message);
    if (TEMPLATE_WITH_EVENT.matcher(event.getMessage()).lookingAt() && first.lookingAt()) {
      line.put("event", first.group());
    }
    line.put("message", message);
    Map<String, Object> fields = fields(event.getMessage(), event.getArgumentArray());
    if (!fields.isEmpty()) {
      line.put("fields", fields);
    }
    if (event.getThrowableProxy() != null) {
      line.put("stackTrace", ThrowableProxyUtil.asString(event.getThrowableProxy()));
    }
    return mapper.writeValueAsString(line) + "\n";
  }

  private static Map<String, Object> fields(
      String template, @Nullable Object @Nullable [] arguments) {
    Map<String, Object> fields = new LinkedHashMap<>();
    Matcher place = PLACE.matcher(template);
    for (int i = 0; arguments != null && i < arguments.length && place.find(); i++) {
      String name = place.group(1);
      if (name != null) {
        fields.put(camelCase(name), value(arguments[i]));
      }
    }
    return fields;
  }

  private static Object value(@Nullable Object argument) {
    return argument instanceof Number || argument instanceof Boolean
        ? argument
        : String.valueOf(argument);
  }

  private static String camelCase(String kebab) {
    StringBuilder camel = new StringBuilder();
    boolean isUpper = false;
    for (int i = 0; i < kebab.length(); i++) {
      char each = kebab.charAt(i);
      camel.append(isUpper ? Character.toUpperCase(each) : each);
      isUpper = each == '-';
    }
    return camel.toString().replace("-", "");
  }
}
