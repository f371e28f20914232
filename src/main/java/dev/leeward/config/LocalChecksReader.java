package dev.leeward.config;

import dev.leeward.health.CommandCheck;
import dev.leeward.health.FileCheck;
import dev.leeward.health.HeartbeatCheck;
import dev.leeward.health.Secret;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Checks that do not speak to the endpoint. Owned by one load. */
final class LocalChecksReader {
  private final SecretsReader secrets;

  LocalChecksReader(SecretsReader secrets) {
    this.secrets = secrets;
  }

  @Nullable CommandCheck command(Section block) {
    Map<String, Secret> environment = secrets.named(block, "environment", "environment-files");
    List<String> command = block.readAll("command", text -> text, "write a program's path");
    try {
      return new CommandCheck(command, environment);
    } catch (IllegalArgumentException e) {
      block.wrong("command", "is no command: " + e.getMessage(), "write [\"/path\", argument]");
      return null;
    }
  }

  @Nullable HeartbeatCheck heartbeat(Section block) {
    Duration within = block.positiveDuration("within");
    Secret secret = secrets.one(block, "secret", "secret-file");
    if (secret == null) {
      return null;
    }
    try {
      return new HeartbeatCheck(within, secret);
    } catch (IllegalArgumentException e) {
      String key = block.says("secret-file") ? "secret-file" : "secret";
      block.wrong(key, "is weak: " + e.getMessage(), "take one from openssl rand -hex 32");
      return null;
    }
  }

  @Nullable FileCheck file(Section block) {
    Path file = block.read("file", secrets::path, "write the state file's path");
    Duration maxAge = block.optional("max-age", Durations::parse, "write it as 1h");
    String otherwise = block.word("when-silent", List.of("unknown", "up", "down"));
    return file == null
        ? null
        : new FileCheck(
            file, maxAge, FileCheck.Otherwise.valueOf(otherwise.toUpperCase(Locale.ROOT)));
  }
}
