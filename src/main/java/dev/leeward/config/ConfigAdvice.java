package dev.leeward.config;

import dev.leeward.control.ApiTokens;
import dev.leeward.dns.Name;
import dev.leeward.health.CheckSettings;
import dev.leeward.health.CheckType;
import dev.leeward.health.CommandCheck;
import dev.leeward.health.CompositeCheck;
import dev.leeward.health.IcmpCheck;
import dev.leeward.health.IcmpProbe;
import dev.leeward.listener.TlsIdentity;
import dev.leeward.listener.TlsSettings;
import dev.leeward.topology.HostPattern;
import dev.leeward.topology.Network;
import dev.leeward.topology.Region;
import dev.leeward.topology.Service;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What is wrong or unwise in a configuration that can be told without its zones. */
final class ConfigAdvice {
  private static final Duration RENEWAL = Duration.ofDays(14);

  private final Settings settings;
  private final Findings findings;

  private ConfigAdvice(Settings settings, Findings findings) {
    this.settings = settings;
    this.findings = findings;
  }

  static void check(Settings settings, Findings findings) {
    ConfigAdvice advice = new ConfigAdvice(settings, findings);
    advice.tokenFile();
    advice.certificate();
    advice.zones();
    advice.regions();
    advice.services();
    advice.checks();
    advice.permissions();
    if (!settings.isSingle()) {
      new ElectorateAdvice(settings, findings).check();
    }
  }

  /** Found bad only when the first request comes, it would be found too late. */
  private void tokenFile() {
    Path file = settings.api().tokenFile();
    if (file == null) {
      return;
    }
    try {
      ApiTokens unused = ApiTokens.read(file);
    } catch (ApiTokens.Unusable e) {
      findings.error(listening("api-token-file"), "bad-token-file", e.what(), e.whatToDo());
    }
    if (settings.api().tls() == null
        && !settings.api().address().getAddress().isLoopbackAddress()) {
      findings.warning(
          listening("api"),
          "api-without-tls",
          "the API listens on "
              + settings.api().address().getAddress().getHostAddress()
              + " without TLS: tokens can be read on their way",
          "set listen.api-tls-certificate-file and listen.api-tls-private-key-file");
    }
  }

  /** Where this instance's key stands: in its own block or in the common one. */
  private String listening(String key) {
    String at = "leeward.instances." + settings.instance() + ".listen." + key;
    return findings.isSaid(at) ? at : "leeward.listen." + key;
  }

  private void certificate() {
    certificate(settings.dns().tls(), "tls-certificate-file");
    certificate(settings.api().tls(), "api-tls-certificate-file");
  }

  /** An expired one is no reason to answer nobody: those who check it will not come. */
  private void certificate(@Nullable TlsSettings tls, String key) {
    if (tls == null) {
      return;
    }
    String said = listening(key);
    try {
      Instant expires = TlsIdentity.read(tls).expires();
      Instant now = Instant.now();
      if (expires.isBefore(now.plus(RENEWAL))) {
        findings.warning(
            said,
            "certificate-expires",
            "the TLS certificate "
                + (expires.isBefore(now) ? "expired on " : "expires on ")
                + expires,
            "renew it and reload");
      }
    } catch (TlsIdentity.UnusableException e) {
      String message = String.valueOf(e.getMessage());
      int split = message.indexOf("; ");
      findings.error(
          said, "bad-certificate", message.substring(0, split), message.substring(split + 2));
    }
  }

  private void zones() {
    Set<Name> seen = new HashSet<>();
    for (Settings.ZoneFile zone : settings.zones()) {
      if (!seen.add(zone.origin())) {
        findings.error(
            Findings.element("leeward.zones", zone.origin()),
            "duplicate-zone",
            "zone " + zone.origin() + " is listed twice",
            "leave one of them");
      }
    }
    if (settings.zones().isEmpty() && !findings.hasErrors()) {
      findings.warning(
          "leeward.zones",
          "no-zones",
          "no zones are served",
          "list them: zones = [ { origin = \"example.com.\", file = \"example.com.zone\" } ]");
    }
  }

  private void regions() {
    List<Region> regions = settings.regions();
    for (int i = 0; i < regions.size(); i++) {
      for (int j = i + 1; j < regions.size(); j++) {
        overlaps(regions.get(i), regions.get(j));
        hostsOverlap(regions.get(i), regions.get(j));
      }
    }
  }

  private void overlaps(Region one, Region other) {
    for (Network mine : one.networks()) {
      for (Network theirs : other.networks()) {
        if (mine.overlaps(theirs)) {
          findings.error(
              Findings.element("leeward.regions." + other.name() + ".networks", theirs),
              "overlapping-regions",
              theirs + " of region " + other.name() + " overlaps " + mine + " of " + one.name(),
              "an address lies in one region: make the networks disjoint");
        }
      }
    }
  }

  private void hostsOverlap(Region one, Region other) {
    for (HostPattern mine : one.hosts()) {
      for (HostPattern theirs : other.hosts()) {
        if (mine.overlaps(theirs)) {
          String first = Findings.element("leeward.regions." + one.name() + ".hosts", mine);
          findings.error(
              Findings.element("leeward.regions." + other.name() + ".hosts", theirs),
              "overlapping-hosts",
              "%s of region %s overlaps %s of %s at line %d"
                  .formatted(theirs, other.name(), mine, one.name(), findings.line(first)),
              "a host lies in one region: make the names disjoint");
        }
      }
    }
  }

  private void services() {
    Map<Name, String> owners = new HashMap<>();
    for (Service service : settings.services()) {
      String at = "leeward.services." + service.name();
      checkOf(service, at + ".check");
      regionsOf(service, at + ".regions");
      safetyOf(service, at + ".safety");
      if (service.suspectTtl() > service.ttl()) {
        findings.warning(
            at + ".suspect-ttl",
            "suspect-ttl-above-ttl",
            "suspect-ttl of service " + service.name() + " is longer than its ttl",
            "caches should be short when an endpoint is suspect: make it the shorter one");
      }
      for (Name name : service.names()) {
        String before = owners.putIfAbsent(name, service.name());
        if (before != null) {
          findings.error(
              Findings.element(at + ".names", name),
              "name-in-two-services",
              before.equals(service.name())
                  ? name + " is listed twice"
                  : name + " is a name of service " + before + " too",
              "a name belongs to one service: list it once");
        }
      }
    }
  }

  private void checkOf(Service service, String at) {
    // One that is there and could not be read has its own findings.
    if (service.check().isEmpty() || findings.isSaid("leeward.checks." + service.check())) {
      return;
    }
    unknown(service.check(), settings.checks().keySet(), at, "check", "checks", service);
  }

  private void regionsOf(Service service, String at) {
    Set<String> known = settings.regions().stream().map(Region::name).collect(Collectors.toSet());
    Set<String> seen = new HashSet<>();
    for (String region : service.regions()) {
      String element = Findings.element(at, region);
      if (!findings.isWrong("leeward.regions." + region)) {
        unknown(region, known, element, "region", "regions", service);
      }
      if (!seen.add(region)) {
        findings.error(
            element,
            "duplicate-region",
            "service " + service.name() + " lists region " + region + " twice",
            "list it once");
      }
    }
    if (seen.isEmpty() && !findings.isWrong(at)) {
      findings.error(
          at,
          "service-without-regions",
          "service " + service.name() + " has no regions",
          "list at least two, in order of preference");
    } else if (seen.size() == 1) {
      findings.warning(
          at,
          "service-with-one-region",
          "service " + service.name() + " has one region and cannot fail over",
          "list a second region");
    }
  }

  /** Then no drain is ever taken unforced, and the rule protects nothing. */
  private void safetyOf(Service service, String at) {
    int regions = service.regions().size();
    if (regions > 1 && service.safety().minRegions() > regions) {
      findings.warning(
          at + ".min-regions",
          "too-few-regions",
          "service "
              + service.name()
              + " has "
              + regions
              + " regions, and min-regions is "
              + service.safety().minRegions(),
          "make min-regions smaller than the number of its regions");
    }
  }

  private void unknown(
      String word,
      Collection<String> known,
      String at,
      String kind,
      String under,
      Service service) {
    if (known.contains(word)) {
      return;
    }
    String near = Suggestion.nearest(word, known);
    findings.error(
        at,
        "unknown-" + kind,
        "service " + service.name() + " names the unknown " + kind + " \"" + word + "\"",
        near == null ? "define it under " + under : "did you mean " + near + "?");
  }

  private void checks() {
    Set<String> used = new HashSet<>();
    settings.services().forEach(service -> used.add(service.check()));
    settings.checks().values().forEach(check -> membersOf(check, used));
    for (String name : settings.checks().keySet()) {
      if (!used.contains(name)) {
        findings.warning(
            "leeward.checks." + name,
            "unused-check",
            "check " + name + " is used by no service",
            "name it in a service or remove it");
      }
    }
  }

  private static void membersOf(CheckSettings check, Set<String> used) {
    if (check.type() instanceof CompositeCheck composite) {
      composite.members().forEach(member -> used.add(member.name()));
    }
  }

  /** What this host's system or this configuration does not let a check do. */
  private void permissions() {
    for (CheckSettings check : settings.checks().values()) {
      switch (check.type()) {
        case CommandCheck _ when !settings.probes().allowCommands() ->
            findings.error(
                "leeward.checks." + check.name() + ".type",
                "commands-not-allowed",
                "check " + check.name() + " would run a command on this host",
                "set probes.allow-commands = true");
        case IcmpCheck _ ->
            IcmpProbe.objection()
                .ifPresent(objection ->
                    findings.warning(
                        "leeward.checks." + check.name() + ".type",
                        "icmp-not-permitted",
                        "check " + check.name() + " can probe nothing: " + objection,
                        "let the process's group send echo requests: sysctl -w"
                            + " net.ipv4.ping_group_range=\"0 2147483647\""));
        case CheckType _ -> {}
      }
    }
  }
}
