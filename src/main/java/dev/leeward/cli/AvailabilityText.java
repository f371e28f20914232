package dev.leeward.cli;

import java.util.Locale;
import tools.jackson.databind.JsonNode;

/** What the API says of availability, for people. */
final class AvailabilityText {
  private static final long SECONDS_A_DAY = 86_400;
  private static final long SECONDS_AN_HOUR = 3600;

  private AvailabilityText() {}

  static String of(JsonNode answer) {
    String instance = answer.path("instance").asString("?");
    if (!answer.path("enabled").asBoolean(false)) {
      return instance + " asks nobody: set availability.enabled in the configuration\n";
    }
    return "as "
        + instance
        + " sees the others, over "
        + span(answer.path("window").asLong(0))
        + "; everything is asked once in "
        + span(answer.path("round").asLong(0))
        + "\n"
        + (answer.path("observing").asBoolean(false)
            ? ""
            : "warning: nobody answers this instance; nothing is counted\n")
        + "\n"
        + services(answer)
        + "\n"
        + asked(answer);
  }

  private static Table services(JsonNode answer) {
    Table table =
        new Table()
            .row("SERVICE", "OBJECTIVE", "MEASURED", "GOOD", "BAD", "BUDGET LEFT", "BURN RATE, 1h");
    for (JsonNode service : answer.path("services")) {
      table.row(
          service.path("name").asString(""),
          percent(service.path("objective"), 4),
          percent(service.path("ratio"), 4),
          service.path("good").asString("0"),
          service.path("bad").asString("0"),
          percent(service.path("budgetLeft"), 1),
          String.format(Locale.ROOT, "%.1f", service.path("burnRate").asDouble(0)));
    }
    return table;
  }

  private static Table asked(JsonNode answer) {
    Table table =
        new Table()
            .row("ASKED", "ADDRESS", "GOOD", "BAD", "UNJUDGED", "LAST", "LAST THAT WAS NOT GOOD");
    for (JsonNode each : answer.path("asked")) {
      JsonNode bad = each.path("lastBad");
      table.row(
          each.path("instance").asString(""),
          each.path("address").asString(""),
          each.path("good").asString("0"),
          each.path("bad").asString("0"),
          each.path("unjudged").asString("0"),
          each.path("last").asString("-"),
          bad.path("what").asString("").isEmpty()
              ? ""
              : bad.path("at").asString("")
                  + " "
                  + bad.path("what").asString("")
                  + " "
                  + bad.path("question").asString(""));
    }
    return table;
  }

  private static String percent(JsonNode share, int digits) {
    return share.isNumber()
        ? String.format(Locale.ROOT, "%." + digits + "f%%", 100 * share.asDouble(0))
        : "-";
  }

  private static String span(long seconds) {
    if (seconds >= SECONDS_A_DAY && seconds % SECONDS_A_DAY == 0) {
      return seconds / SECONDS_A_DAY + "d";
    }
    return seconds >= SECONDS_AN_HOUR && seconds % SECONDS_AN_HOUR == 0
        ? seconds / SECONDS_AN_HOUR + "h"
        : seconds + "s";
  }
}
