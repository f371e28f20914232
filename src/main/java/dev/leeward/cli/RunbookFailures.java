package dev.leeward.cli;

import static dev.leeward.cli.RunbookCluster.each;
import static dev.leeward.cli.RunbookCluster.lines;
import static dev.leeward.cli.RunbookCluster.names;
import static dev.leeward.cli.RunbookCluster.text;

import java.util.List;
import tools.jackson.databind.JsonNode;

/** Each failure with what to type. Owned by one command. */
final class RunbookFailures {
  private final JsonNode facts;
  private final RunbookCluster cluster;
  private final StringBuilder out;

  RunbookFailures(JsonNode facts, RunbookCluster cluster, StringBuilder out) {
    this.facts = facts;
    this.cluster = cluster;
    this.out = out;
  }

  static void commands(StringBuilder out, String lines) {
    out.append("```sh\n").append(lines).append("\n```\n\n");
  }

  void all() {
    cluster.regions().forEach(this::regionDead);
    cluster.instances().forEach(this::instanceDead);
    cluster.services().stream()
        .filter(service -> service.path("regions").size() > 1)
        .forEach(this::wrongSwitch);
    allDown();
    partition();
    lostKey();
    fullDisk();
    lostState();
    cluster.zones().forEach(this::badZone);
    certificates();
    heartbeats();
    nobodyTold();
    tokens();
    cluster.zones().forEach(this::delegation);
  }

  private void head(String title, String text) {
    out.append("## ").append(title).append("\n\n").append(text).append("\n\n");
  }

  private void then(String text, String... commands) {
    if (!text.isEmpty()) {
      out.append(text).append("\n\n");
    }
    commands(out, lines(List.of(commands)));
  }

  private void regionDead(String region) {
    List<JsonNode> services = cluster.servicesIn(region);
    double slowest =
        services.stream().mapToDouble(each -> each.path("silent").asDouble()).max().orElse(0);
    List<JsonNode> lost = cluster.instancesIn(region);
    int left = cluster.instances().size() - lost.size();
    head(
        "Region " + region + " is dead",
        "Serves: %s. By itself its records leave within %s."
                .formatted(names(services), RunbookText.seconds(slowest))
            + (lost.isEmpty()
                ? " No instance is there."
                : " With it go the instances %s: %s."
                    .formatted(
                        names(lost),
                        left >= cluster.quorum()
                            ? left + " are left, enough to decide"
                            : left + " are left, too few to decide: drain by hand")));
    then(
        "What would be served, before you touch anything:",
        survivor("simulate --lose " + region, lost));
    then(
        "It has not left, or is sick without being dead: take it out, for all services.",
        survivor("drain " + region + " --reason \"region is dead\"", lost));
    then("", survivor("status", lost));
    services.forEach(service -> commands(out, cluster.digEach(service)));
    then(
        "It works again: each service returns to it after its hold.",
        survivor("undrain " + region, lost));
    String[] waiting =
        services.stream()
            .filter(each -> text(each, "failback").equals("manual"))
            .map(each -> survivor("failback " + text(each, "name"), lost))
            .toArray(String[]::new);
    if (waiting.length > 0) {
      then("But those with `failback.mode = manual` wait to be told:", waiting);
    }
  }

  /** For the first instance that is not among the lost ones. */
  private String survivor(String command, List<JsonNode> lost) {
    return cluster.instances().stream()
        .filter(
            each -> lost.stream().noneMatch(one -> text(one, "name").equals(text(each, "name"))))
        .findFirst()
        .map(each -> cluster.leeward(command, each))
        .orElseGet(() -> cluster.leeward(command));
  }

  private void instanceDead(JsonNode instance) {
    String name = text(instance, "name");
    int left = cluster.instances().size() - 1;
    head(
        "Instance " + name + " is dead",
        cluster.isSingle()
            ? "It is the only one: nobody answers. Start it again; resolvers keep what they have for its TTL."
            : "Its ballots stop counting within %s. %s Resolvers ask the other name servers."
                .formatted(
                    Seconds.text(facts.path("ballotExpiry")),
                    left >= cluster.quorum()
                        ? left
                            + " of "
                            + cluster.quorum()
                            + " needed voters are left: failover goes on."
                        : "Too few are left to decide: what is served stays, drains and pins act."));
    then("", on(instance, "systemctl status leeward"), on(instance, "journalctl -u leeward -n 50"));
    then(
        "Start it; it asks its peers before it answers.",
        on(instance, "systemctl restart leeward"),
        cluster.leeward("status", instance));
    if (!text(instance, "dns").isEmpty()) {
      cluster.services().stream()
          .findFirst()
          .ifPresent(service ->
              commands(
                  out,
                  RunbookCluster.dig(
                      instance, text(service, "query") + " " + text(service, "type") + " +nsid")));
    }
    out.append(
        "Its host is gone for good: make a new one with the same name, configuration and key file"
            + " (or a new key: see below). An empty state directory is enough.\n\n");
  }

  private String on(JsonNode instance, String command) {
    return cluster.on(instance) + command;
  }

  private void wrongSwitch(JsonNode service) {
    String name = text(service, "name");
    String first = text(service.path("regions").path(0), "name");
    String second = text(service.path("regions").path(1), "name");
    String question = text(service, "query") + " " + text(service, "type");
    head(
        "Service " + name + " switched, and should not have",
        "First why: who saw what. Then force the region that works; health does not change that until it is released.");
    then(
        "",
        cluster.leeward("explain " + question),
        cluster.leeward("probe " + text(service, "query")));
    then(
        "",
        cluster.leeward("pin " + name + " " + first + " --reason \"switch was wrong\" --for 1h"),
        "# or "
            + cluster.leeward("pin " + name + " " + second + " --reason \"stay there\" --for 1h"));
    commands(out, cluster.digEach(service));
    then(
        "It flaps: stop all automatic changes, of every service, and look in peace.",
        cluster.leeward("freeze --reason \"flapping\" --for 1h"));
    then("Afterwards:", cluster.leeward("thaw"), cluster.leeward("unpin " + name));
  }

  private void allDown() {
    head(
        "Everything is down",
        "Answers are never empty: `when-all-down` says what is served. It is more likely that the check or the voters' own network"
            + " is broken than every region: look at the reasons.");
    then("", cluster.leeward("status --targets"));
    cluster
        .services()
        .forEach(service ->
            out.append("- ")
                .append(text(service, "name"))
                .append(": ")
                .append(
                    switch (text(service, "whenAllDown")) {
                      case "open" -> "all its records are served";
                      case "hold" -> "what was served last stays";
                      default -> "the records that the configuration lists for it are served";
                    })
                .append('\n'));
    out.append('\n');
    cluster.services().stream()
        .filter(service -> !service.path("regions").isEmpty())
        .forEach(service ->
            then(
                "",
                cluster.leeward(
                    "pin %s %s --reason \"check is broken\" --for 1h"
                        .formatted(
                            text(service, "name"),
                            text(service.path("regions").path(0), "name")))));
  }

  private void partition() {
    if (cluster.isSingle()) {
      return;
    }
    head(
        "Instances do not see one another",
        "The side with %d voters or more goes on deciding. The other serves what was agreed last. Nothing is to be done in a hurry;"
                .formatted(cluster.quorum())
            + " an override acts on the side that took it, so give it to both.");
    commands(out, cluster.leewardOnEach("status"));
    then(
        "Does the link's port answer? From any instance's host:",
        cluster.instances().stream()
            .map(each -> text(each, "link"))
            .map(link -> {
              int colon = link.lastIndexOf(':');
              return "nc -vz -w 3 "
                  + link.substring(0, colon).replaceAll("[\\[\\]]", "")
                  + " "
                  + link.substring(colon + 1);
            })
            .toArray(String[]::new));
    out.append("Healed: every `status` must show one and the same ledger within some seconds.\n\n");
  }

  private void lostKey() {
    if (cluster.isSingle()) {
      return;
    }
    JsonNode one = cluster.instances().getFirst();
    String key = text(one, "keyFile");
    head(
        "A private key is lost or stolen",
        "The others go on without that voter. With the example of "
            + text(one, "name")
            + ": make a new key on its host, and write what is printed into its `public-key` in `"
            + cluster.file()
            + "` of every instance.");
    then("", on(one, "leeward keygen --out " + key + ".new"));
    then(
        "The new key alone, in place of the old one. Reload the others, at once if it was stolen: from then on what the old key signs is rejected.",
        cluster.instances().stream()
            .skip(1)
            .map(each -> cluster.leeward("reload", each))
            .toArray(String[]::new));
    then(
        "Then put the new file in its place and restart that instance.",
        on(one, "mv " + key + ".new " + key),
        on(one, "systemctl restart leeward"),
        cluster.leeward("status", one));
  }

  private void fullDisk() {
    head(
        "The disk is full",
        "DNS goes on, and so do decisions; what is not kept is lost at a restart. `status` warns, and `leeward_events_lost_total`"
            + " grows. Make room before you restart anything.");
    then(
        "",
        cluster.instances().stream()
            .map(each -> on(each, "df -h " + text(each, "stateDirectory")))
            .distinct()
            .toArray(String[]::new));
  }

  private void lostState() {
    head(
        "The state directory is lost or damaged",
        cluster.isSingle()
            ? "Decisions and overrides are gone: it starts with all regions in, and finds out anew. Give drains and pins again."
            : "Move it away and start: the peers send the ledger, overrides included, before the first answer. Never copy one"
                + " instance's directory to another.");
    cluster
        .instances()
        .forEach(each ->
            then(
                "",
                on(each, "systemctl stop leeward"),
                on(
                    each,
                    "mv "
                        + text(each, "stateDirectory")
                        + " "
                        + text(each, "stateDirectory")
                        + ".damaged"),
                on(each, "systemctl start leeward"),
                cluster.leeward("status", each)));
    then("The timeline of each is its own; is it whole?", cluster.leeward("events --verify"));
  }

  private void badZone(JsonNode zone) {
    String origin = text(zone, "origin");
    head(
        "Zone " + origin + " is wrong",
        "A zone that does not load is refused and the running one stays; after a start its last good copy is served. Each defect is"
            + " listed with its line. A zone that loads and says the wrong thing is taken back like any file, with a higher serial.");
    then("", "leeward check --config " + cluster.file());
    commands(out, cluster.leewardOnEach("reload"));
    commands(
        out,
        lines(
            cluster.answering().stream()
                .map(each -> RunbookCluster.dig(each, origin + " SOA +short"))
                .toList()));
    out.append("It is meant to shrink, or to move a service: `reload --force`.\n\n");
  }

  private void certificates() {
    List<JsonNode> with =
        cluster.instances().stream()
            .filter(each -> !text(each, "certificateFile").isEmpty())
            .toList();
    if (with.isEmpty()) {
      return;
    }
    head(
        "A certificate of DNS over TLS expires",
        "Put the new files in the place of the old ones; a reload reads them, connections stay.");
    with.forEach(each ->
        then(
            "",
            on(each, "openssl x509 -noout -enddate -in " + text(each, "certificateFile")),
            cluster.leeward("reload", each)));
  }

  private void heartbeats() {
    List<JsonNode> checks = each(facts.path("heartbeats"));
    if (checks.isEmpty()) {
      return;
    }
    head(
        "Heartbeats do not come",
        "Checks: %s. Each instance takes them for itself: does the job post to every API, and are its clock and its secret right?"
            .formatted(String.join(", ", checks.stream().map(x -> x.asString("")).toList())));
    then("", cluster.leeward("status --targets"));
  }

  private void nobodyTold() {
    List<JsonNode> ways = each(facts.path("notifications"));
    if (ways.isEmpty()) {
      return;
    }
    head(
        "Nobody was told",
        "Nothing is lost while one instance that knew of it lives: it is tried again, in turns, for a day. What waits, and why?");
    then("", cluster.leeward("notifications"));
    JsonNode sender = cluster.instances().getFirst();
    then(
        "Would a message get there? From the host of " + text(sender, "name") + ":",
        ways.stream()
            .map(each ->
                on(
                    sender,
                    "leeward notify-test "
                        + each.asString("")
                        + " --config "
                        + cluster.file()
                        + (cluster.isSingle() ? "" : " --instance " + text(sender, "name"))))
            .toArray(String[]::new));
  }

  private void tokens() {
    List<JsonNode> with =
        cluster.instances().stream().filter(each -> !text(each, "tokenFile").isEmpty()).toList();
    if (with.isEmpty()) {
      return;
    }
    head(
        "A token is lost or stolen",
        "DNS and decisions need none. Make another one; the second line is what the file gets, with whose it is and its role.");
    then(
        "",
        "TOKEN=$(openssl rand -hex 32); echo $TOKEN",
        "echo oncall operate sha256:$(printf %s $TOKEN | sha256sum | cut -d' ' -f1)");
    then(
        "Add the line, and take the lost one's out. A file is read again within 2 s; what cannot be used changes nothing.",
        with.stream()
            .map(each -> on(each, "vi " + text(each, "tokenFile")))
            .distinct()
            .toArray(String[]::new));
  }

  private void delegation(JsonNode zone) {
    String origin = text(zone, "origin");
    List<String> servers =
        each(zone.path("nameServers")).stream().map(x -> x.asString("")).toList();
    head(
        "The world does not find " + origin,
        "What the parent delegates to must be what the zone says, and every one of them must answer with the bit aa. The zone says: "
            + String.join(", ", servers)
            + ".");
    then("", "dig +trace " + origin + " SOA", "dig " + origin + " NS +short");
    commands(
        out,
        lines(
            servers.stream()
                .map(each -> "dig @" + each + " " + origin + " SOA +norecurse")
                .toList()));
  }
}
