package dev.leeward.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "thaw", description = "resume automatic changes")
final class ThawCommand extends OverrideCommand {
  @Option(names = "--reason", paramLabel = "R", description = "why")
  String reason = NO_REASON;

  @Override
  ApiClient.Answer ask() throws ApiClient.NoAnswer {
    return api.change("/api/v1/thaw", body("reason", reason), change);
  }
}
