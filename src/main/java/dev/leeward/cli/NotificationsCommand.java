package dev.leeward.cli;

import java.util.Map;
import picocli.CommandLine.Command;
import tools.jackson.databind.JsonNode;

@Command(name = "notifications", description = "who is told of changes, and what was told")
final class NotificationsCommand extends ClientCommand {
  @Override
  ApiClient.Answer ask() throws ApiClient.NoAnswer {
    return api.get("/api/v1/notifications", Map.of());
  }

  @Override
  String text(JsonNode answer) {
    Table ways = new Table().row("NOTIFICATION", "TYPE", "TO", "WAITING", "LAST", "LAST ERROR");
    for (JsonNode way : answer.path("notifications")) {
      ways.row(
          way.path("name").asString(""),
          way.path("type").asString(""),
          way.path("destination").asString(""),
          way.path("waiting").asString(""),
          way.path("lastDeliveredAt").asString("-"),
          way.path("lastError").asString(""));
    }
    Table sent = new Table().row("AT", "NOTIFICATION", "OUTCOME", "BY", "WHAT");
    for (JsonNode each : answer.path("sent")) {
      sent.row(
          each.path("at").asString(""),
          each.path("notification").asString(""),
          each.path("outcome").asString(""),
          each.path("by").asString(""),
          each.path("summary").asString(""));
    }
    return answer.path("notifications").isEmpty()
        ? "no notifications are configured\n"
        : ways
            + "\n"
            + (answer.path("sent").isEmpty() ? "nothing was told yet\n" : sent.toString());
  }
}
