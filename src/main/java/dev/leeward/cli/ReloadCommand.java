package dev.leeward.cli;

import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

@Command(name = "reload", description = "read configuration and zones again, all or nothing")
final class ReloadCommand extends ClientCommand {
  @Option(
      names = "--force",
      description = "also when it moves a service to another region, or a zone shrinks")
  boolean force;

  @Override
  ApiClient.Answer ask() throws ApiClient.NoAnswer {
    return api.post("/api/v1/reload", Map.of("force", force));
  }

  @Override
  String text(JsonNode answer) {
    return changes(answer, "reloaded; no zone, target or service changed");
  }
}
