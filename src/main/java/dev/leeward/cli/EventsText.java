package dev.leeward.cli;

import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/** The API's timeline for people. */
final class EventsText {
  private EventsText() {}

  static String of(JsonNode events, Predicate<JsonNode> isMeant) {
    Table table = new Table();
    for (JsonNode event : events) {
      if (isMeant.test(event)) {
        table.row(
            event.path("at").asString(""),
            event.path("scope").asString(""),
            event.path("kind").asString(""),
            subject(event),
            text(event));
      }
    }
    return table.toString();
  }

  private static String subject(JsonNode event) {
    return event.path("subject").asString(event.path("key").asString("-"));
  }

  private static String text(JsonNode event) {
    if (!event.path("scope").asString("").equals("agreed")) {
      return event.path("text").asString("");
    }
    StringBuilder text = new StringBuilder("term " + event.path("term").asString(""));
    if (event.path("kind").asString("").equals("decided")) {
      list(event, "out", ": out ", text);
      list(event, "in", ": in ", text);
      list(event, "vouchers", "; agreed by ", text);
    } else {
      text.append(where(event)).append(" by ").append(event.path("by").asString(""));
      text.append(": ").append(event.path("reason").asString(""));
      if (!event.path("until").isNull()) {
        text.append(", until ").append(event.path("until").asString(""));
      }
      list(event, "vouchers", "; accepted by ", text);
    }
    return text.toString();
  }

  /** What the key does not say: where a service is pinned to, and what a drill takes for down. */
  private static String where(JsonNode event) {
    String kind = event.path("kind").asString("");
    String region = event.path("region").asString("");
    if (region.isEmpty()) {
      return "";
    }
    if (kind.equals("pin")) {
      return " to " + region;
    }
    String service = event.path("service").asString("");
    return kind.contains("drill")
        ? " of " + region + (service.isEmpty() ? "" : " for " + service)
        : "";
  }

  private static void list(JsonNode event, String key, String before, StringBuilder text) {
    String names = StatusText.join(event.path(key)).replace("+", ", ");
    if (!names.isEmpty()) {
      text.append(before).append(names);
    }
  }

  static String ofChain(JsonNode chain) {
    StringBuilder text = new StringBuilder();
    text.append(chain.path("sound").asBoolean(false) ? "sound: " : "BROKEN: ")
        .append(chain.path("events").asString("0"))
        .append(" events, ")
        .append(chain.path("first").asString("0"))
        .append(" to ")
        .append(chain.path("last").asString("0"))
        .append(", the newest line's hash is ")
        .append(chain.path("head").asString(""))
        .append('\n');
    chain
        .path("problems")
        .forEach(problem -> text.append("  ").append(problem.asString("")).append('\n'));
    if (chain.path("dropped").asLong(0) > 0) {
      text.append(chain.path("dropped").asString("")).append(" events were not kept\n");
    }
    if (!chain.path("agreed").isEmpty()) {
      Table table = new Table();
      chain
          .path("agreed")
          .properties()
          .forEach(each -> table.row(each.getKey(), each.getValue().asString("")));
      text.append("\nagreed, the same on every instance:\n").append(table);
    }
    return text.toString();
  }
}
