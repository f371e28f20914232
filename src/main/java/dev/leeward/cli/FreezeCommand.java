package dev.leeward.cli;

import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "freeze", description = "stop all automatic changes")
final class FreezeCommand extends OverrideCommand {
  @Mixin Terms terms = new Terms();

  @Override
  ApiClient.Answer ask() throws ApiClient.NoAnswer {
    Map<String, Object> body = body();
    terms.addTo(body);
    return api.change("/api/v1/freeze", body, change);
  }
}
