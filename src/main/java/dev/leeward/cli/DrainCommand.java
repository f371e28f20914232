package dev.leeward.cli;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "drain", description = "take a region out of service")
final class DrainCommand extends OverrideCommand {
  @Parameters(index = "0", paramLabel = "REGION", description = "a region")
  String region = "";

  @Mixin Terms terms = new Terms();

  @Option(names = "--service", paramLabel = "S", description = "only this service")
  @Nullable String service;

  @Option(names = "--force", paramLabel = "RULE", description = "break the rule of that name")
  @Nullable String force;

  @Override
  ApiClient.Answer ask() throws ApiClient.NoAnswer {
    Map<String, Object> body = body("region", region, "service", service, "force", force);
    terms.addTo(body);
    return api.change("/api/v1/drain", body, change);
  }
}
