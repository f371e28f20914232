package dev.leeward.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/** The API's targets for people. */
final class TargetsText {
  private TargetsText() {}

  static String of(JsonNode answer) {
    Table table =
        new Table()
            .row(
                "TARGET",
                "REGION",
                "OPINION",
                "SINCE",
                "STREAK",
                "TIMEOUT",
                "NEXT",
                "CAPACITY",
                "LAST PROBES, NEWEST FIRST",
                "LAST FAILURE");
    for (JsonNode target : answer.path("targets")) {
      String opinion = target.path("opinion").asString("");
      table.row(
          target.path("id").asString(""),
          target.path("region").asString(""),
          target.path("suspect").asBoolean(false) ? opinion + "?" : opinion,
          Seconds.text(target.path("since")),
          target.path("streakLength").asString("0") + " " + target.path("streak").asString(""),
          millis(target.path("timeout")),
          Seconds.text(target.path("due")),
          target.path("capacity").asString("-"),
          recent(target),
          target.path("reason").asString(""));
    }
    return table.toString();
  }

  private static String recent(JsonNode target) {
    List<String> words = new ArrayList<>();
    for (JsonNode probe : target.path("recent")) {
      String took = millis(probe.path("took"));
      words.add(
          switch (probe.path("result").asString("")) {
            case "healthy" -> took;
            case "failed" -> "FAILED:" + took;
            case "timed-out" -> "SILENT:" + took;
            default -> "not-tried";
          });
    }
    return words.isEmpty() ? "-" : String.join(" ", words);
  }

  private static String millis(JsonNode seconds) {
    return String.format(Locale.ROOT, "%.0fms", 1000 * seconds.asDouble(0));
  }
}
