package dev.leeward.cli;

import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(name = "pin", description = "serve a service from one region, whatever its health")
final class PinCommand extends OverrideCommand {
  @Parameters(index = "0", paramLabel = "SERVICE", description = "a service")
  String service = "";

  @Parameters(index = "1", paramLabel = "REGION", description = "a region")
  String region = "";

  @Mixin Terms terms = new Terms();

  @Override
  ApiClient.Answer ask() throws ApiClient.NoAnswer {
    Map<String, Object> body = body("service", service, "region", region);
    terms.addTo(body);
    return api.change("/api/v1/pin", body, change);
  }
}
