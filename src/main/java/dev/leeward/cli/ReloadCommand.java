package dev.leeward.cli;

import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

@Command(name = "reload", description = "read configuration and zones again, all or nothing")
final class ReloadCommand extends ClientCommand {
  @Option(
      names = "--force",
      description = "also when it moves a service to another region, or a zone shrinks")
  boolean force;

  @Option(names = "--reason", paramLabel = "R", description = "why")
  String reason = OverrideCommand.NO_REASON;

  @Mixin final ChangeOptions change = new ChangeOptions();

  @Override
  ApiClient.Answer ask() throws ApiClient.NoAnswer {
    return api.change(
        "/api/v1/reload", Map.of("force", force, "reason", reason, "by", Users.current()), change);
  }

  @Override
  String text(JsonNode answer) {
    return answer.path("dryRun").asBoolean(false)
        ? ChangeOptions.DRY + changes(answer, "a reload would change no zone, target or service")
        : changes(answer, "reloaded; no zone, target or service changed");
  }
}
