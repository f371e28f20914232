package dev.leeward.cli;

import dev.leeward.node.OfflineSimulation;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@Command(
    name = "simulate",
    description =
        "what would be served after a loss, what would be refused and which names would have"
            + " nothing left; changes nothing")
final class SimulateCommand extends ClientCommand {
  @Option(
      names = "--lose",
      required = true,
      arity = "1..*",
      paramLabel = "REGION|INSTANCE|ADDRESS",
      description = "what is gone; a region goes with its endpoints and instances")
  List<String> lost = List.of();

  @Option(
      names = "--config",
      paramLabel = "F",
      description = "of this configuration, with everything healthy, instead of a running instance")
  @Nullable Path config;

  @Option(
      names = "--instance",
      paramLabel = "N",
      description = "whose configuration, with --config (env LEEWARD_INSTANCE)")
  @Nullable String instance;

  @Override
  ApiClient.Answer ask() throws ApiClient.NoAnswer {
    return api.get("/api/v1/simulate", "lose", lost);
  }

  @Override
  String text(JsonNode answer) {
    return SimulateText.of(answer);
  }

  @Override
  public Integer call() {
    return config == null ? super.call() : offline(config);
  }

  private int offline(Path file) {
    LogSetup.apply("warn");
    OfflineSimulation simulation = simulation(file);
    simulation
        .problems()
        .forEach(problem -> spec.commandLine().getErr().println("leeward: " + problem));
    if (simulation.json().isEmpty()) {
      return ExitCode.INVALID;
    }
    String body = simulation.json().get();
    return show(new ApiClient.Answer(200, body, new JsonMapper().readTree(body)));
  }

  private OfflineSimulation simulation(Path file) {
    try {
      Map<String, String> environment = System.getenv();
      return OfflineSimulation.of(file, Optional.ofNullable(instance), environment, lost);
    } catch (OfflineSimulation.UnknownWordException e) {
      throw Misuse.of(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }
}
