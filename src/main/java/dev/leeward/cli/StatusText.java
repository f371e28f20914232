package dev.leeward.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/** The API's status for people. */
final class StatusText {
  private StatusText() {}

  static String of(JsonNode status) {
    StringBuilder text = new StringBuilder();
    JsonNode automation = status.path("automation");
    text.append(status.path("instance").asString("?"))
        .append(" (")
        .append(status.path("cluster").asString("?"))
        .append(", version ");
    text.append(status.path("version").asString("?"))
        .append("), ")
        .append(status.path("at").asString("?"))
        .append('\n');
    text.append("automation: ")
        .append(
            automation.path("running").asBoolean(false)
                ? "running"
                : "STOPPED - " + automation.path("reason").asString(""))
        .append("\n\n");
    text.append(services(status))
        .append('\n')
        .append(voters(status))
        .append('\n')
        .append(targets(status));
    text.append(overrides(status)).append(zones(status));
    for (JsonNode warning : status.path("warnings")) {
      text.append("warning: ").append(warning.asString("")).append('\n');
    }
    return text.toString();
  }

  private static String services(JsonNode status) {
    Table table = new Table().row("SERVICE", "SERVED", "REASON", "TERM", "SINCE", "TTL", "REGIONS");
    for (JsonNode service : status.path("services")) {
      List<String> regions = new ArrayList<>();
      for (JsonNode region : service.path("regions")) {
        String drained = region.path("drained").asBoolean(false) ? ",drained" : "";
        regions.add(
            region.path("name").asString("")
                + "="
                + (region.path("in").asBoolean(false) ? "in" : "OUT")
                + drained);
      }
      table.row(
          service.path("name").asString(""),
          join(service.path("served")),
          service.path("reason").asString(""),
          service.path("term").asString("0"),
          service.path("since").asString("-"),
          service.path("ttl").asString("0") + "s",
          String.join(" ", regions));
    }
    return table + refused(status);
  }

  private static String refused(JsonNode status) {
    StringBuilder text = new StringBuilder();
    for (JsonNode service : status.path("services")) {
      for (JsonNode refusal : service.path("refused")) {
        text.append(service.path("name").asString(""))
            .append(": refused: ")
            .append(refusal.path("rule").asString(""))
            .append(": ")
            .append(refusal.path("what").asString(""))
            .append('\n');
      }
    }
    return text.toString();
  }

  private static String voters(JsonNode status) {
    Table table = new Table().row("VOTER", "REGION", "BALLOT", "AGE", "LEDGER", "TARGETS", "");
    for (JsonNode voter : status.path("voters")) {
      table.row(
          voter.path("name").asString(""),
          voter.path("region").asString("-"),
          voter.path("fresh").asBoolean(false) ? "fresh" : "NOT FRESH",
          Seconds.text(voter.path("age")),
          voter.path("sameLedger").asBoolean(false) ? "same" : "differs",
          voter.path("sameTargets").asBoolean(false)
              ? "same"
              : "differ: " + join(voter.path("otherTargets")),
          (voter.path("self").asBoolean(false) ? "this instance " : "")
              + (voter.path("witness").asBoolean(false) ? "witness " : "")
              + (voter.path("abstains").asBoolean(false) ? "ABSTAINS " : "")
              + (voter.path("ignored").asBoolean(false) ? "IGNORED" : ""));
    }
    return table
        + "quorum: "
        + status.path("quorum").asString("?")
        + " of "
        + status.path("voters").size()
        + "; ledger "
        + status.path("ledger").asString("?")
        + "\n";
  }

  private static String targets(JsonNode status) {
    TreeSet<String> voters = new TreeSet<>();
    status.path("voters").forEach(voter -> voters.add(voter.path("name").asString("")));
    List<String> header = new ArrayList<>(List.of("TARGET", "REGION", "VERDICT"));
    header.addAll(voters);
    header.add("LAST FAILURE");
    Table table = new Table().row(header.toArray(String[]::new));
    for (JsonNode target : status.path("targets")) {
      List<String> row =
          new ArrayList<>(
              List.of(
                  target.path("id").asString(""),
                  target.path("region").asString(""),
                  target.path("verdict").asString("")));
      voters.forEach(voter -> row.add(target.path("votes").path(voter).asString("-")));
      row.add(target.path("reason").asString(""));
      table.row(row.toArray(String[]::new));
    }
    return table.toString();
  }

  private static String overrides(JsonNode status) {
    Table table = new Table().row("OVERRIDE", "REGION", "SERVICE", "UNTIL", "BY", "REASON");
    boolean any = false;
    for (JsonNode override : status.path("overrides")) {
      if (override.path("inForce").asBoolean(false)) {
        any = true;
        table.row(
            override.path("kind").asString(""),
            override.path("region").asString("-"),
            override.path("service").asString("all"),
            override.path("until").asString("permanent"),
            override.path("by").asString(""),
            override.path("reason").asString(""));
      }
    }
    return any ? "\n" + table : "";
  }

  private static String zones(JsonNode status) {
    StringBuilder text = new StringBuilder("\nzones: " + status.path("zones").size() + " served");
    if (!status.path("zonesNotReady").isEmpty()) {
      text.append(", NOT READY: ").append(join(status.path("zonesNotReady")));
    }
    return text.append('\n').toString();
  }

  static String join(JsonNode array) {
    List<String> words = new ArrayList<>();
    array.forEach(each -> words.add(each.asString("")));
    return String.join("+", words);
  }
}
