package dev.leeward.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

@Command(name = "drain", description = "take a region out of service")
final class DrainCommand extends ClientCommand {
  /** One of them. */
  static final class HowLong {
    @Option(
        names = "--for",
        paramLabel = "D",
        converter = Seconds.Converter.class,
        description = "how long, as 30m (default 4h)")
    @Nullable Seconds lasts;

    @Option(names = "--permanent", description = "until it is undrained")
    boolean permanent;
  }

  @Parameters(index = "0", paramLabel = "REGION", description = "a region")
  String region = "";

  @Option(names = "--reason", required = true, paramLabel = "R", description = "why")
  String reason = "";

  @Option(names = "--service", paramLabel = "S", description = "only this service")
  @Nullable String service;

  @Option(names = "--force", paramLabel = "RULE", description = "break the rule of that name")
  @Nullable String force;

  @ArgGroup HowLong howLong = new HowLong();

  @Override
  ApiClient.Answer ask() throws ApiClient.NoAnswer {
    Map<String, Object> body =
        new LinkedHashMap<>(Map.of("region", region, "reason", reason, "by", Users.current()));
    if (service != null) {
      body.put("service", service);
    }
    if (force != null) {
      body.put("force", force);
    }
    Seconds lasts = howLong.lasts;
    if (lasts != null) {
      body.put("forSeconds", lasts.value());
    }
    if (howLong.permanent) {
      body.put("permanent", true);
    }
    return api.post("/api/v1/drain", body);
  }

  @Override
  String text(JsonNode answer) {
    return changes(answer, "nothing to change")
        + "in force on: "
        + StatusText.join(answer.path("instances")).replace("+", ", ")
        + "\n";
  }
}
