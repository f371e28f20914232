package dev.leeward.config;

import dev.leeward.dns.Name;
import dev.leeward.health.CheckSettings;
import dev.leeward.topology.Service;
import dev.leeward.zone.Zone;
import dev.leeward.zone.ZoneSet;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;

/** Whether services can be as quick as their {@code recovery-objective} asks. */
final class RecoveryAdvice {
  private final Settings settings;
  private final ZoneSet zones;
  private final Findings findings;

  RecoveryAdvice(Settings settings, ZoneSet zones, Findings findings) {
    this.settings = settings;
    this.zones = zones;
    this.findings = findings;
  }

  void check() {
    for (Service service : settings.services()) {
      Duration objective = settings.recoveryObjectives().get(service.name());
      CheckSettings check = settings.checks().get(service.check());
      if (objective != null && check != null) {
        check(service, objective, check);
      }
    }
  }

  private void check(Service service, Duration objective, CheckSettings check) {
    String at = "leeward.services." + service.name();
    Duration silence = check.timing().worstCaseToDown().plus(service.withdrawal().hold());
    Duration cached = Duration.ofSeconds(service.ttl());
    if (silence.compareTo(objective) > 0) {
      findings.warning(
          at + ".recovery-objective",
          "check-above-objective",
          "check %s needs up to %s to see that an endpoint is silent, and service %s is to recover within %s"
              .formatted(check.name(), text(silence), service.name(), text(objective)),
          "make its interval, timeout, retry-interval or fall smaller, or the objective longer");
    } else if (cached.compareTo(objective) > 0) {
      findings.warning(
          at + ".ttl",
          "ttl-above-objective",
          "caches keep answers of service %s for %s, and it is to recover within %s"
              .formatted(service.name(), text(cached), text(objective)),
          "make its ttl smaller than its recovery-objective");
    } else if (silence.plus(cached).compareTo(objective) > 0) {
      findings.warning(
          at + ".recovery-objective",
          "slower-than-objective",
          "until the last cache forgets a dead endpoint of service %s up to %s + %s pass, not %s"
              .formatted(service.name(), text(silence), text(cached), text(objective)),
          "make its ttl or its check's times smaller, or the objective longer");
    }
    negativeTtl(service, objective, at);
  }

  /** A name or type that is missing for a moment is missing in caches for so long. */
  private void negativeTtl(Service service, Duration objective, String at) {
    Set<Name> seen = new TreeSet<>();
    for (Name name : service.names()) {
      Zone zone = zones.find(name);
      if (zone != null
          && seen.add(zone.origin())
          && zone.negativeTtl() > Math.max(1, objective.toSeconds())) {
        findings.warning(
            Findings.element(at + ".names", name),
            "negative-ttl-above-objective",
            "caches keep what zone %s lacks for %ds, and service %s is to recover within %s"
                .formatted(zone.origin(), zone.negativeTtl(), service.name(), text(objective)),
            "make the last number of the zone's SOA, or the SOA's TTL, smaller");
      }
    }
  }

  private static String text(Duration duration) {
    return duration.toMillisPart() == 0 ? duration.toSeconds() + "s" : duration.toMillis() + "ms";
  }
}
