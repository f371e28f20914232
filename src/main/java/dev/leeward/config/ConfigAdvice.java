package dev.leeward.config;

import dev.leeward.dns.Name;
import dev.leeward.topology.Instance;
import dev.leeward.topology.Network;
import dev.leeward.topology.Region;
import dev.leeward.topology.Service;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What is wrong or unwise in a configuration that can be told without its zones. */
final class ConfigAdvice {
  private final Settings settings;
  private final Findings findings;

  private ConfigAdvice(Settings settings, Findings findings) {
    this.settings = settings;
    this.findings = findings;
  }

  static void check(Settings settings, Findings findings) {
    ConfigAdvice advice = new ConfigAdvice(settings, findings);
    advice.zones();
    advice.regions();
    advice.services();
    advice.checks();
    if (!settings.isSingle()) {
      advice.electorate();
      advice.keys();
    }
  }

  private void zones() {
    Set<Name> seen = new HashSet<>();
    for (int i = 0; i < settings.zones().size(); i++) {
      Settings.ZoneFile zone = settings.zones().get(i);
      if (!seen.add(zone.origin())) {
        findings.error(
            "leeward.zones[" + i + "]",
            "duplicate-zone",
            "zone " + zone.origin() + " is listed twice",
            "leave one of them");
      }
    }
    if (settings.zones().isEmpty()) {
      findings.warning(
          "leeward.zones",
          "no-zones",
          "no zones are served",
          "list at least one: zones = [ { origin = \"example.com.\", file = \"example.com.zone\" } ]");
    }
  }

  private void regions() {
    List<Region> regions = settings.regions();
    for (int i = 0; i < regions.size(); i++) {
      for (int j = i + 1; j < regions.size(); j++) {
        overlaps(regions.get(i), regions.get(j));
      }
    }
  }

  private void overlaps(Region one, Region other) {
    for (Network mine : one.networks()) {
      for (Network theirs : other.networks()) {
        if (mine.overlaps(theirs)) {
          findings.error(
              "leeward.regions." + other.name() + ".networks",
              "overlapping-regions",
              theirs
                  + " of region "
                  + other.name()
                  + " overlaps "
                  + mine
                  + " of region "
                  + one.name(),
              "an address lies in one region: make the networks disjoint");
        }
      }
    }
  }

  private void services() {
    Map<Name, String> owners = new HashMap<>();
    for (Service service : settings.services()) {
      String at = "leeward.services." + service.name();
      if (!settings.checks().containsKey(service.check())) {
        String near = Suggestion.nearest(service.check(), settings.checks().keySet());
        findings.error(
            at + ".check",
            "unknown-check",
            "service " + service.name() + " names the unknown check \"" + service.check() + "\"",
            near == null ? "define it under checks" : "did you mean " + near + "?");
      }
      regionsOf(service, at);
      for (int i = 0; i < service.names().size(); i++) {
        Name name = service.names().get(i);
        String before = owners.putIfAbsent(name, service.name());
        if (before != null) {
          findings.error(
              at + ".names[" + i + "]",
              "name-in-two-services",
              name + " is a name of service " + before + " too",
              "a name belongs to one service: leave it in one");
        }
      }
    }
  }

  private void regionsOf(Service service, String at) {
    Set<String> known = new HashSet<>();
    settings.regions().forEach(region -> known.add(region.name()));
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < service.regions().size(); i++) {
      String region = service.regions().get(i);
      if (!known.contains(region)) {
        String near = Suggestion.nearest(region, known);
        findings.error(
            at + ".regions[" + i + "]",
            "unknown-region",
            "service " + service.name() + " names the unknown region \"" + region + "\"",
            near == null ? "define it under regions" : "did you mean " + near + "?");
      }
      if (!seen.add(region)) {
        findings.error(
            at + ".regions[" + i + "]",
            "duplicate-region",
            "service " + service.name() + " lists region " + region + " twice",
            "leave it once");
      }
    }
    if (service.regions().isEmpty()) {
      findings.error(
          at + ".regions",
          "service-without-regions",
          "service " + service.name() + " has no regions",
          "list at least two, in order of preference");
    } else if (service.regions().size() == 1) {
      findings.warning(
          at + ".regions",
          "service-with-one-region",
          "service " + service.name() + " has one region and cannot fail over",
          "list a second region");
    }
  }

  private void checks() {
    Set<String> used = new HashSet<>();
    settings.services().forEach(service -> used.add(service.check()));
    settings.checks().keySet().stream()
        .filter(name -> !used.contains(name))
        .forEach(name ->
            findings.warning(
                "leeward.checks." + name,
                "unused-check",
                "check " + name + " is used by no service",
                "name it in a service or remove it"));
  }

  /** Cut off together, the voters of one region must neither outvote the rest nor stop them. */
  private void electorate() {
    int voters = settings.instances().size();
    int quorum = settings.agreement().quorum();
    Map<String, Integer> inRegion = new TreeMap<>();
    settings.instances().forEach(instance -> inRegion.merge(instance.region(), 1, Integer::sum));
    if (voters == 2) {
      findings.warning(
          "leeward.instances",
          "two-voters",
          "with two voters the loss of either stops automatic failover",
          "add a third instance, a witness in another place");
    }
    inRegion.forEach((region, count) -> {
      if (voters >= 3 && count >= quorum) {
        findings.error(
            "leeward.instances",
            "region-holds-quorum",
            "region "
                + region
                + " holds "
                + count
                + " of "
                + voters
                + " voters, a quorum: cut off together they would outvote the rest",
            "place voters so that no region holds a quorum");
      } else if (voters >= 3 && voters - count < quorum) {
        findings.warning(
            "leeward.instances",
            "no-quorum-outside",
            "losing region " + region + " leaves no quorum outside it",
            "spread the voters over more regions");
      }
    });
    Map<Object, String> links = new HashMap<>();
    for (Instance instance : settings.instances()) {
      String other = links.putIfAbsent(instance.linkAddress(), instance.name());
      if (other != null) {
        findings.error(
            "leeward.instances." + instance.name() + ".link-address",
            "duplicate-link-address",
            instance.name() + " has the link address of " + other,
            "give each instance its own");
      }
      if (instance.linkAddress().getAddress().isAnyLocalAddress()) {
        findings.error(
            "leeward.instances." + instance.name() + ".link-address",
            "wildcard-link-address",
            "peers cannot connect to " + instance.linkAddress(),
            "write the address that they reach it at");
      }
    }
  }

  private void keys() {
    if (settings.privateKeyFile() == null) {
      findings.error(
          "leeward.private-key-file",
          "missing-key",
          "leeward.private-key-file is missing",
          "make one with `leeward keygen --out FILE` and name it here or in the instance's block");
    } else if (!Files.isReadable(settings.privateKeyFile())) {
      findings.error(
          "leeward.private-key-file",
          "no-private-key",
          settings.privateKeyFile() + " cannot be read",
          "make it with `leeward keygen --out " + settings.privateKeyFile() + "`");
    }
  }
}
