package dev.leeward.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "thaw", description = "resume automatic changes")
final class ThawCommand extends OverrideCommand {
  @Option(names = "--reason", paramLabel = "R", description = "why")
  @Nullable String reason;

  @Override
  ApiClient.Answer ask() throws ApiClient.NoAnswer {
    return api.post("/api/v1/thaw", body("reason", reason));
  }
}
