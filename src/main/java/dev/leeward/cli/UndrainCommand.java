package dev.leeward.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

@Command(name = "undrain", description = "bring a drained region back")
final class UndrainCommand extends ClientCommand {
  @Parameters(index = "0", paramLabel = "REGION", description = "a region")
  String region = "";

  @Option(names = "--service", paramLabel = "S", description = "only this service")
  @Nullable String service;

  @Option(names = "--reason", paramLabel = "R", description = "why")
  @Nullable String reason;

  @Override
  ApiClient.Answer ask() throws ApiClient.NoAnswer {
    Map<String, Object> body = new LinkedHashMap<>(Map.of("region", region, "by", Users.current()));
    if (service != null) {
      body.put("service", service);
    }
    if (reason != null) {
      body.put("reason", reason);
    }
    return api.post("/api/v1/undrain", body);
  }

  @Override
  String text(JsonNode answer) {
    return changes(answer, "nothing to change")
        + "in force on: "
        + StatusText.join(answer.path("instances")).replace("+", ", ")
        + "\n";
  }
}
