package dev.leeward.config;

import dev.leeward.dns.Name;
import dev.leeward.topology.Topology;
import dev.leeward.zone.ParsedZone;
import dev.leeward.zone.SteeredNames;
import dev.leeward.zone.Zone;
import dev.leeward.zone.ZoneData;
import dev.leeward.zone.ZoneDefect;
import dev.leeward.zone.ZoneDefectKind;
import dev.leeward.zone.ZoneLoader;
import dev.leeward.zone.ZoneSet;
import dev.leeward.zone.ZoneSource;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A configuration with its zones, read and checked: the one code path of check, start and reload.
 *
 * <p>A check and a reload refuse it when {@link #hasErrors}. A start refuses it only when there are
 * no settings: what is wrong with a zone, or between a service and a zone, stops no other zone.
 *
 * @param settings null when the configuration itself has errors
 * @param zones those that load; the others are named in it as not ready
 * @param findings everything wrong, in order
 */
public record Loaded(
    @Nullable Settings settings, ZoneSet zones, Topology topology, List<Finding> findings) {
  public Loaded {
    findings = List.copyOf(findings);
  }

  /**
   * @param instance from the command line; else the environment's LEEWARD_INSTANCE, else the file's
   * @param environment what {@code ${?NAME}} may name
   */
  public static Loaded load(Path file, Optional<String> instance, Map<String, String> environment) {
    Findings findings = new Findings(file.toString());
    Settings settings = ConfigFile.read(file, instance, environment, findings);
    if (settings == null) {
      return new Loaded(null, new ZoneSet(List.of()), Topology.EMPTY, findings.inOrder());
    }
    boolean wasRead = !findings.hasErrors();
    ConfigAdvice.check(settings, findings);
    boolean isSound = !findings.hasErrors();
    List<ZoneData> sources = new ArrayList<>();
    ZoneSet zones = zones(settings, sources, findings);
    Topology topology = Topology.of(settings.regions(), settings.services(), zones);
    if (wasRead) {
      // Otherwise most of what follows would follow from what could not be read.
      new ServiceAdvice(settings, zones, sources, topology, findings).check();
    }
    return new Loaded(isSound ? settings : null, zones, topology, findings.inOrder());
  }

  private static ZoneSet zones(Settings settings, List<ZoneData> sources, Findings findings) {
    ZoneLoader loader = new ZoneLoader(ZoneSource.DISK);
    // A name in two services is a finding of its own; here the first keeps it.
    SteeredNames steered = new SteeredNames(settings.steeredNames().stream().distinct().toList());
    Set<Name> seen = new HashSet<>();
    Set<Name> notReady = new HashSet<>();
    List<Zone> zones = new ArrayList<>();
    for (Settings.ZoneFile each : settings.zones()) {
      if (!seen.add(each.origin())) {
        continue;
      }
      ParsedZone parsed = loader.parse(each.origin(), each.file());
      parsed.defects().forEach(defect -> add(defect, each.origin(), findings));
      Zone zone = parsed.compile(steered);
      ZoneData data = parsed.data();
      if (zone == null || data == null) {
        notReady.add(each.origin());
      } else {
        zones.add(zone);
        sources.add(data);
      }
    }
    return new ZoneSet(zones, notReady);
  }

  /** A file that cannot be read has no lines: the configuration's line that names it is told. */
  private static void add(ZoneDefect defect, Name origin, Findings findings) {
    if (defect.kind() == ZoneDefectKind.UNREADABLE_FILE) {
      String at = Findings.element("leeward.zones", origin);
      String what = "zone " + origin + ": " + defect.what();
      findings.error(at, defect.code(), what, defect.whatToDo());
      return;
    }
    findings.add(
        new Finding(
            defect.isError() ? Finding.Severity.ERROR : Finding.Severity.WARNING,
            defect.code(),
            defect.where().file().toString(),
            defect.where().line(),
            defect.what(),
            defect.whatToDo()));
  }

  public boolean hasErrors() {
    return findings.stream().anyMatch(Finding::isError);
  }
}
