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
import tools.jackson.databind.json.JsonMapper;

/** One JSON object a line, with keys in camelCase. */
final class JsonLines extends LayoutBase<ILoggingEvent> {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final JsonMapper mapper = new JsonMapper();

  @Override
  public String doLayout(ILoggingEvent event) {
    Map<String, String> line = new LinkedHashMap<>();
    line.put("at", TIME.format(Instant.ofEpochMilli(event.getTimeStamp())));
    line.put("level", event.getLevel().toString().toLowerCase(Locale.ROOT));
    line.put("logger", event.getLoggerName());
    line.put("message", event.getFormattedMessage());
    if (event.getThrowableProxy() != null) {
      line.put("stackTrace", ThrowableProxyUtil.asString(event.getThrowableProxy()));
    }
    return mapper.writeValueAsString(line) + "\n";
  }
}
