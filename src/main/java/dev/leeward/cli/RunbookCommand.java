package dev.leeward.cli;

import dev.leeward.node.OfflineRunbook;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@Command(
    name = "runbook",
    description =
        "what to type when it burns, in Markdown: each failure with this cluster's names, addresses"
            + " and times; print it while nothing burns")
final class RunbookCommand extends ClientCommand {
  @Option(
      names = "--config",
      paramLabel = "F",
      description = "of this configuration instead of a running instance")
  @Nullable Path config;

  @Option(
      names = "--instance",
      paramLabel = "N",
      description = "whose configuration, with --config (env LEEWARD_INSTANCE)")
  @Nullable String instance;

  @Override
  ApiClient.Answer ask() throws ApiClient.NoAnswer {
    return api.get("/api/v1/runbook", Map.of());
  }

  @Override
  String text(JsonNode answer) {
    return new RunbookText(answer).rendered();
  }

  @Override
  public Integer call() {
    return config == null ? super.call() : offline(config);
  }

  private int offline(Path file) {
    LogSetup.apply("warn");
    OfflineRunbook runbook =
        OfflineRunbook.of(file, Optional.ofNullable(instance), System.getenv());
    runbook
        .problems()
        .forEach(problem -> spec.commandLine().getErr().println("leeward: " + problem));
    if (runbook.json().isEmpty()) {
      return ExitCode.INVALID;
    }
    String body = runbook.json().get();
    return show(new ApiClient.Answer(200, body, new JsonMapper().readTree(body)));
  }
}
