package dev.leeward.cli;

import tools.jackson.databind.JsonNode;

/** The API's explanation for people. */
final class ExplainText {
  private ExplainText() {}

  static String of(JsonNode explain) {
    StringBuilder text = new StringBuilder();
    text.append(explain.path("name").asString("")).append(' ').append(explain.path("type").asString("")).append(" in zone ");
    text.append(explain.path("zone").asString("")).append('\n');
    explain.path("answers").forEach(line -> text.append("  ").append(line.asString("")).append('\n'));
    JsonNode service = explain.path("service");
    if (service.isNull() || service.isMissingNode()) {
      return text.append("not a name of any service: answered as the zone says\n").toString();
    }
    text.append("why: ").append(service.path("explanation").asString("")).append(" (").append(service.path("reason").asString("")).append(")\n");
    text.append("decision: term ").append(service.path("term").asString("0"));
    String certificate = StatusText.join(explain.path("certificate")).replace("+", ", ");
    text.append(certificate.isEmpty() ? ", nothing was decided yet: all in" : ", agreed by " + certificate).append("; TTL at most ").append(service.path("ttl").asString("")).append("s\n\n");
    text.append(records(explain, service));
    for (JsonNode override : explain.path("overrides")) {
      text.append("\noverride: ").append(override.path("kind").asString("")).append(' ').append(override.path("region").asString(""));
      text.append(" by ").append(override.path("by").asString("")).append(": ").append(override.path("reason").asString(""));
      text.append(", until ").append(override.path("until").asString("an undrain")).append('\n');
    }
    return text.toString();
  }

  private static String records(JsonNode explain, JsonNode service) {
    Table table = new Table().row("RECORD", "REGION", "STANDS", "SERVED", "VERDICT", "VOTES");
    for (JsonNode region : service.path("regions")) {
      for (JsonNode record : region.path("records")) {
        String id = record.path("id").asString("");
        JsonNode verdict = verdict(explain, id);
        StringBuilder votes = new StringBuilder();
        verdict.path("votes").properties().forEach(vote -> votes.append(vote.getKey()).append('=').append(vote.getValue().asString("")).append(' '));
        JsonNode withdrawn = record.path("withdrawn");
        table.row(
            id,
            region.path("name").asString(""),
            record.path("in").asBoolean(false) ? "in" : "OUT",
            withdrawn.isNull() ? "yes" : "no, " + withdrawn.asString(""),
            verdict.path("verdict").asString(""),
            votes.toString().trim());
      }
    }
    return table.toString();
  }

  private static JsonNode verdict(JsonNode explain, String record) {
    for (JsonNode verdict : explain.path("verdicts")) {
      if (verdict.path("record").asString("").equals(record)) {
        return verdict;
      }
    }
    return explain.path("no such verdict");
  }
}
