package dev.leeward.config;

import dev.leeward.dns.Name;
import dev.leeward.topology.Topology;
import dev.leeward.zone.ParsedZone;
import dev.leeward.zone.SteeredNames;
import dev.leeward.zone.Zone;
import dev.leeward.zone.ZoneData;
import dev.leeward.zone.ZoneDefect;
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
 * @param settings null when the configuration itself has errors
 * @param zones those that load; the others are named in it as not ready
 * @param findings everything wrong, in order
 */
public record Loaded(
    @Nullable Settings settings, ZoneSet zones, Topology topology, List<Finding> findings) {
  public static Loaded load(Path file, Optional<String> instance, Map<String, String> environment) {
    Findings findings = new Findings(file.toString());
    Settings settings = ConfigFile.read(file, instance, environment, findings);
    if (settings == null || findings.hasErrors()) {
      return new Loaded(null, new ZoneSet(List.of()), Topology.EMPTY, findings.inOrder());
    }
    ConfigAdvice.check(settings, findings);
    return loadZones(settings, findings);
  }

  private static Loaded loadZones(Settings settings, Findings findings) {
    boolean configurationIsSound = !findings.hasErrors();
    ZoneLoader loader = new ZoneLoader(ZoneSource.DISK);
    SteeredNames steered = steeredNames(settings);
    List<Zone> zones = new ArrayList<>();
    List<ZoneData> sources = new ArrayList<>();
    Set<Name> notReady = new HashSet<>();
    for (Settings.ZoneFile each : settings.zones()) {
      ParsedZone parsed = loader.parse(each.origin(), each.file());
      parsed.defects().forEach(defect -> findings.add(finding(defect)));
      Zone zone = parsed.compile(steered);
      ZoneData data = parsed.data();
      if (zone == null || data == null) {
        notReady.add(each.origin());
      } else {
        zones.add(zone);
        sources.add(data);
      }
    }
    ZoneSet set = new ZoneSet(zones, notReady);
    Topology topology = Topology.of(settings.regions(), settings.services(), set);
    new ServiceAdvice(settings, set, sources, topology, findings).check();
    return new Loaded(configurationIsSound ? settings : null, set, topology, findings.inOrder());
  }

  /** A name in two services is a finding of its own; here the first keeps it. */
  private static SteeredNames steeredNames(Settings settings) {
    return new SteeredNames(settings.steeredNames().stream().distinct().toList());
  }

  private static Finding finding(ZoneDefect defect) {
    return new Finding(
        defect.isError() ? Finding.Severity.ERROR : Finding.Severity.WARNING,
        defect.code(),
        defect.where().file().toString(),
        defect.where().line(),
        defect.what(),
        defect.whatToDo());
  }

  public boolean hasErrors() {
    return findings.stream().anyMatch(Finding::isError);
  }
}
