package dev.leeward.cli;

import java.util.HashSet;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** The API's explanation for people. */
final class ExplainText {
  private ExplainText() {}

  static String of(JsonNode explain) {
    StringBuilder text = new StringBuilder();
    text.append(explain.path("name").asString(""))
        .append(' ')
        .append(explain.path("type").asString(""))
        .append(" in zone ");
    text.append(explain.path("zone").asString("")).append('\n');
    explain
        .path("answers")
        .forEach(line -> text.append("  ").append(line.asString("")).append('\n'));
    JsonNode service = explain.path("service");
    if (service.isNull() || service.isMissingNode()) {
      return text.append("not a name of any service: answered as the zone says\n").toString();
    }
    text.append("why: ")
        .append(service.path("explanation").asString(""))
        .append(" (")
        .append(service.path("reason").asString(""))
        .append(")\n");
    text.append("decision: term ").append(service.path("term").asString("0"));
    text.append(since(service));
    String certificate = StatusText.join(explain.path("certificate")).replace("+", ", ");
    text.append(
            certificate.isEmpty()
                ? ", nothing was decided yet: all in"
                : ", agreed by " + certificate)
        .append("; TTL at most ")
        .append(service.path("ttl").asString(""))
        .append("s, ")
        .append(service.path("ttlReason").asString(""))
        .append('\n');
    explain
        .path("evidence")
        .forEach(line -> text.append("  ").append(line.asString("")).append('\n'));
    text.append('\n').append(records(explain, service));
    text.append('\n').append(votes(explain)).append('\n').append(rules(explain));
    for (JsonNode override : explain.path("overrides")) {
      text.append("\noverride: ").append(override.path("kind").asString(""));
      String region = override.path("region").asString("");
      text.append(region.isEmpty() ? "" : " " + region);
      text.append(" by ")
          .append(override.path("by").asString(""))
          .append(": ")
          .append(override.path("reason").asString(""));
      text.append(", until ").append(override.path("until").asString("it is ended")).append('\n');
    }
    return text.toString();
  }

  private static String records(JsonNode explain, JsonNode service) {
    Table table = new Table().row("RECORD", "REGION", "STANDS", "SERVED", "VERDICT");
    for (JsonNode region : service.path("regions")) {
      for (JsonNode record : region.path("records")) {
        String id = record.path("id").asString("");
        JsonNode withdrawn = record.path("withdrawn");
        table.row(
            id,
            region.path("name").asString(""),
            record.path("in").asBoolean(false) ? "in" : "OUT",
            withdrawn.isNull() ? "yes" : "no, " + withdrawn.asString(""),
            verdict(explain, id).path("verdict").asString(""));
      }
    }
    return table.toString();
  }

  /** Records that share an endpoint have it once. */
  private static String votes(JsonNode explain) {
    Table table = new Table().row("ENDPOINT", "VOTER", "VOTE", "AGE", "STREAK", "WHY");
    Set<String> shown = new HashSet<>();
    for (JsonNode verdict : explain.path("verdicts")) {
      String target = verdict.path("target").asString("");
      if (shown.add(target)) {
        for (JsonNode vote : verdict.path("votes")) {
          table.row(
              target,
              vote.path("voter").asString(""),
              vote.path("vote").asString(""),
              Seconds.text(vote.path("age")),
              streak(vote),
              vote.path("reason").asString(""));
        }
      }
    }
    return table.toString();
  }

  private static String streak(JsonNode vote) {
    if (!vote.path("streak").isNumber()) {
      return "-";
    }
    return vote.path("streak").asInt() + (vote.path("failing").asBoolean() ? " failed" : " good");
  }

  private static String rules(JsonNode explain) {
    Table table = new Table().row("RULE", "OF", "EFFECT", "");
    for (JsonNode rule : explain.path("rules")) {
      table.row(
          rule.path("rule").asString(""),
          rule.path("subject").asString(""),
          rule.path("effect").asString(""),
          rule.path("text").asString(""));
    }
    return table.toString();
  }

  private static String since(JsonNode service) {
    JsonNode since = service.path("since");
    return since.isString() ? " since " + since.asString("") : "";
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
