package dev.leeward.cli;

import tools.jackson.databind.JsonNode;

/** The API's simulation for people. */
final class SimulateText {
  private SimulateText() {}

  static String of(JsonNode simulation) {
    StringBuilder text = new StringBuilder("without ");
    text.append(StatusText.join(simulation.path("lost")).replace("+", ", "))
        .append(": ")
        .append(simulation.path("voters").asInt())
        .append(" of ")
        .append(simulation.path("electorate").asInt())
        .append(" voters, quorum ")
        .append(simulation.path("quorum").asInt())
        .append('\n');
    if (!simulation.path("decides").asBoolean()) {
      text.append("nothing would be decided: ")
          .append(simulation.path("reason").asString(""))
          .append('\n');
    }
    Table table = new Table().row("SERVICE", "SERVES", "WOULD SERVE", "WHY", "SEEN", "CLIENTS");
    for (JsonNode service : simulation.path("services")) {
      table.row(
          service.path("name").asString(""),
          regions(service.path("before")),
          regions(service.path("after")),
          service.path("reason").asString(""),
          seen(service.path("detection")),
          Seconds.text(service.path("detection").path("clients")));
    }
    text.append('\n').append(table);
    for (JsonNode service : simulation.path("services")) {
      lines(service, "refused", "refused: ", text);
      lines(service, "dead", "nothing left that works: ", text);
      lines(service, "empty", "the served region has none: ", text);
      capacity(service, text);
    }
    return text.append(
            "SEEN: where endpoints refuse, where they are silent; CLIENTS: until the last"
                + " cache forgets\n")
        .toString();
  }

  private static String regions(JsonNode names) {
    return names.isEmpty() ? "-" : StatusText.join(names);
  }

  private static String seen(JsonNode detection) {
    return detection.isObject()
        ? Seconds.text(detection.path("refusing")) + ", " + Seconds.text(detection.path("silent"))
        : "-";
  }

  private static void capacity(JsonNode service, StringBuilder text) {
    JsonNode capacity = service.path("capacity");
    if (!capacity.isObject()) {
      return;
    }
    text.append(service.path("name").asString(""))
        .append(": capacity ")
        .append(capacity.path("before").asString(""))
        .append(" -> ")
        .append(capacity.path("after").asString(""));
    int untold = capacity.path("untold").asInt();
    if (untold > 0) {
      text.append(", and ").append(untold).append(untold == 1 ? " endpoint" : " endpoints");
      text.append(untold == 1 ? " that tells none" : " that tell none");
    }
    text.append('\n');
  }

  private static void lines(JsonNode service, String key, String what, StringBuilder text) {
    for (JsonNode each : service.path(key)) {
      text.append(service.path("name").asString(""))
          .append(": ")
          .append(what)
          .append(each.asString(""))
          .append('\n');
    }
  }
}
