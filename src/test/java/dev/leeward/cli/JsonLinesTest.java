package dev.leeward.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The log in JSON. */
class JsonLinesTest {
  private static JsonNode line(String template, Object... arguments) {
    LoggingEvent event =
        new LoggingEvent(
            "",
            new LoggerContext().getLogger("leeward.serve"),
            Level.WARN,
            template,
            null,
            arguments);
    event.setTimeStamp(1_700_000_000_123L);
    String line = new JsonLines("fra-1").doLayout(event);
    assertTrue(line.endsWith("}\n") && line.indexOf('\n') == line.length() - 1, line);
    return new JsonMapper().readTree(line);
  }

  @Test
  void everyLineSaysWhenWhoAndWhat() {
    JsonNode line = line("stopping");
    assertEquals("2023-11-14T22:13:20.123Z", line.path("at").asString(""));
    assertEquals("warn", line.path("level").asString(""));
    assertEquals("fra-1", line.path("instance").asString(""));
    assertEquals("leeward.serve", line.path("logger").asString(""));
    assertEquals("stopping", line.path("event").asString(""));
  }

  @Test
  void whatTheTemplateNamesIsAField() {
    JsonNode line =
        line(
            "started instance={} dns={} udp-threads={} cause=\"{}\"",
            "fra-1",
            List.of("127.0.0.1:53"),
            4,
            "a \"quoted\"\nword");
    assertEquals("started", line.path("event").asString(""));
    assertEquals("[127.0.0.1:53]", line.path("fields").path("dns").asString(""));
    assertTrue(line.path("fields").path("udpThreads").isNumber());
    assertEquals("a \"quoted\"\nword", line.path("fields").path("cause").asString(""));
  }

  @Test
  void aPlaceWithoutANameIsNoField() {
    JsonNode line = line("notification-failed {} cause=\"{}\"; again", "ops", "status 500");
    assertEquals("notification-failed", line.path("event").asString(""));
    assertEquals(1, line.path("fields").size());
    assertEquals("status 500", line.path("fields").path("cause").asString(""));
  }

  @Test
  void anEventThatIsAnArgumentIsOneToo() {
    assertEquals("decided", line("{} {} {}", "decided", "www", "x").path("event").asString(""));
  }

  @Test
  void aSentenceIsNoEvent() {
    assertFalse(line("closing a socket failed: {}", "x").has("event"));
    assertFalse(line("peer {}: connected", "fra-1").path("event").asString("").equals("connected"));
  }
}
