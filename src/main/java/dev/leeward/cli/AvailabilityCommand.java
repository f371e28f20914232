package dev.leeward.cli;

import java.util.Map;
import picocli.CommandLine.Command;
import tools.jackson.databind.JsonNode;

@Command(
    name = "availability",
    description = "how available the services are from outside, and what is left of their budgets")
final class AvailabilityCommand extends ClientCommand {
  @Override
  ApiClient.Answer ask() throws ApiClient.NoAnswer {
    return api.get("/api/v1/availability", Map.of());
  }

  @Override
  String text(JsonNode answer) {
    return AvailabilityText.of(answer);
  }
}
