package dev.leeward.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "unpin", description = "end a pin")
final class UnpinCommand extends OverrideCommand {
  @Parameters(index = "0", paramLabel = "SERVICE", description = "a service")
  String service = "";

  @Option(names = "--reason", paramLabel = "R", description = "why")
  String reason = NO_REASON;

  @Override
  ApiClient.Answer ask() throws ApiClient.NoAnswer {
    return api.change("/api/v1/unpin", body("service", service, "reason", reason), change);
  }
}
