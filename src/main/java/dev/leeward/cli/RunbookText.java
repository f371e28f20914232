package dev.leeward.cli;

import static dev.leeward.cli.RunbookCluster.each;
import static dev.leeward.cli.RunbookCluster.names;
import static dev.leeward.cli.RunbookCluster.text;

import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * The API's facts as a runbook in Markdown: who is who, then each failure. Owned by one command.
 */
final class RunbookText {
  private final JsonNode facts;
  private final RunbookCluster cluster;
  private final StringBuilder out = new StringBuilder();

  RunbookText(JsonNode facts) {
    this.facts = facts;
    cluster = new RunbookCluster(facts);
  }

  String rendered() {
    say(
        """
        # Runbook of cluster %s

        Rendered from `%s`. Any instance that lives takes every command; what it does acts there at once and travels to the others. An
        override ends by itself after 4 h unless `--for` or `--permanent` says otherwise. Print this page while nothing burns, and again
        after each change of the configuration.
        """
            .formatted(text(facts, "cluster"), cluster.file()));
    if (cluster.asksForTokens()) {
      say(
          """
          The API asks for a token: keep yours as `%s` in your home directory on each of these hosts (`chmod 600`), and type the
          commands there.
          """
              .formatted(RunbookCluster.TOKEN));
    }
    whoIsWho();
    times();
    firstLook();
    new RunbookFailures(facts, cluster, out).all();
    return out.toString();
  }

  private void say(String text) {
    out.append(text).append('\n');
  }

  private void whoIsWho() {
    say("## Who is who\n\n| instance | region | answers DNS at | API | link | state |");
    say("|---|---|---|---|---|---|");
    for (JsonNode instance : cluster.instances()) {
      out.append(
          "| %s | %s | %s | %s | %s | %s |%n"
              .formatted(
                  text(instance, "name"),
                  orDash(text(instance, "region")),
                  instance.path("witness").asBoolean()
                      ? "nowhere: a witness"
                      : text(instance, "dns") + " port " + instance.path("port").asInt(),
                  text(instance, "api"),
                  orDash(text(instance, "link")),
                  text(instance, "stateDirectory")));
    }
    int voters = cluster.instances().size();
    out.append('\n');
    say(
        cluster.isSingle()
            ? "One instance decides alone; while it is away nobody answers.\n"
            : "%d voters, a quorum of %d: with fewer than %d that see one another nothing changes by itself, what is served stays.%n"
                .formatted(voters, cluster.quorum(), cluster.quorum()));
  }

  private static String orDash(String text) {
    return text.isEmpty() ? "-" : text;
  }

  private void times() {
    say(
        """
        ## How long it takes

        From the death of all endpoints of the served region, at worst: where they refuse, where they are silent, and until the last
        cache forgets a silent one. To that comes the way of a ballot between the instances.

        | service | ask for | regions in order | refusing | silent | clients |
        |---|---|---|---|---|---|\
        """);
    for (JsonNode service : cluster.services()) {
      double silent = service.path("silent").asDouble();
      out.append(
          "| %s | %s %s | %s | %s | %s | %s |%n"
              .formatted(
                  text(service, "name"),
                  text(service, "query"),
                  text(service, "type"),
                  names(each(service.path("regions"))),
                  Seconds.text(service.path("refusing")),
                  Seconds.text(service.path("silent")),
                  seconds(silent + service.path("ttl").asDouble())));
    }
    out.append('\n');
    say("| service | region | its answers |\n|---|---|---|");
    for (JsonNode service : cluster.services()) {
      for (JsonNode region : each(service.path("regions"))) {
        List<String> data = each(region.path("data")).stream().map(x -> x.asString("")).toList();
        out.append(
            "| %s | %s | %s |%n"
                .formatted(
                    text(service, "name"), text(region, "name"), orDash(String.join(", ", data))));
      }
    }
    out.append('\n');
  }

  static String seconds(double seconds) {
    long tenths = Math.round(seconds * 10);
    return tenths / 10 + "." + tenths % 10 + "s";
  }

  private void firstLook() {
    say("## First look\n\nWhat does each instance serve, and does it decide? Compare them.\n");
    RunbookFailures.commands(out, cluster.leewardOnEach("status"));
    cluster.services().forEach(service -> RunbookFailures.commands(out, cluster.digEach(service)));
    say("Then why, and what happened when:\n");
    if (!cluster.services().isEmpty()) {
      JsonNode service = cluster.services().getFirst();
      String why = "explain " + text(service, "query") + " " + text(service, "type");
      RunbookFailures.commands(
          out, cluster.leeward(why) + "\n" + cluster.leeward("events --since 1h"));
    }
  }
}
