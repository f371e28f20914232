package dev.leeward.cli;

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
  String reason = NO_REASON;

  @Override
  ApiClient.Answer ask() throws ApiClient.NoAnswer {
    return api.change("/api/v1/failback", body("service", service, "reason", reason), change);
  }
}
