package dev.leeward.cli;

import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

@Command(name = "explain", description = "why this answer now: decision, verdicts, votes, TTL")
final class ExplainCommand extends ClientCommand {
  @Parameters(index = "0", paramLabel = "NAME", description = "a domain name")
  String name = "";

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "TYPE",
      defaultValue = "A",
      description = "an RR type (default A)")
  String type = "A";

  @Override
  ApiClient.Answer ask() throws ApiClient.NoAnswer {
    return api.get("/api/v1/explain", Map.of("name", name, "type", type));
  }

  @Override
  String text(JsonNode answer) {
    return ExplainText.of(answer);
  }
}
