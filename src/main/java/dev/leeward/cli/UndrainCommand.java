package dev.leeward.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "undrain", description = "bring a drained region back")
final class UndrainCommand extends OverrideCommand {
  @Parameters(index = "0", paramLabel = "REGION", description = "a region")
  String region = "";

  @Option(names = "--service", paramLabel = "S", description = "only this service")
  @Nullable String service;

  @Option(names = "--reason", paramLabel = "R", description = "why")
  String reason = NO_REASON;

  @Override
  ApiClient.Answer ask() throws ApiClient.NoAnswer {
    return api.change(
        "/api/v1/undrain", body("region", region, "service", service, "reason", reason), change);
  }
}
