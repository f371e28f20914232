package dev.leeward.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "unpin", description = "end a pin")
final class UnpinCommand extends OverrideCommand {
  @Parameters(index = "0", paramLabel = "SERVICE", description = "a service")
  String service = "";

  @Option(names = "--reason", paramLabel = "R", description = "why")
  @Nullable String reason;

  @Override
  ApiClient.Answer ask() throws ApiClient.NoAnswer {
    return api.post("/api/v1/unpin", body("service", service, "reason", reason));
  }
}
