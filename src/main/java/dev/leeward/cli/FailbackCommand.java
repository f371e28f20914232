package dev.leeward.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "failback",
    description = "let the regions of a service return that wait for an operator")
final class FailbackCommand extends OverrideCommand {
  @Parameters(index = "0", paramLabel = "SERVICE", description = "a service")
  String service = "";

  @Option(names = "--reason", paramLabel = "R", description = "why")
  @Nullable String reason;

  @Override
  ApiClient.Answer ask() throws ApiClient.NoAnswer {
    return api.post("/api/v1/failback", body("service", service, "reason", reason));
  }
}
