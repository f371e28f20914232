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
import java.time.Instant;
import java.time.temporal.ChronoUnit;
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
 * @param lastGoodCopies origins of those whose copy is served, as they do not load
 * @param findings everything wrong, in order
 */
public record Loaded(
    @Nullable Settings settings,
    ZoneSet zones,
    Set<Name> lastGoodCopies,
    Topology topology,
    List<Finding> findings) {
  /** Of no zone is there a copy: what is checked or reloaded must load by itself. */
  public static final LastGood NO_COPIES = (directory, origin) -> Optional.empty();

  public Loaded {
    lastGoodCopies = Set.copyOf(lastGoodCopies);
    findings = List.copyOf(findings);
  }

  /**
   * @param instance from the command line; else the environment's LEEWARD_INSTANCE, else the file's
   * @param environment what {@code ${?NAME}} may name
   */
  public static Loaded load(Path file, Optional<String> instance, Map<String, String> environment) {
    return load(file, instance, environment, NO_COPIES);
  }

  /**
   * Where a start finds what to serve of a zone that does not load.
   *
   * @see Copy
   */
  @FunctionalInterface
  public interface LastGood {
    Optional<Copy> of(Path stateDirectory, Name origin);
  }

  /** A zone as it was when it last loaded, and since when the copy is kept. */
  public record Copy(ParsedZone zone, Instant keptSince) {}

  /**
   * @param lastGood asked for each zone that does not load
   */
  public static Loaded load(
      Path file, Optional<String> instance, Map<String, String> environment, LastGood lastGood) {
    Findings findings = new Findings(file.toString());
    Settings settings = ConfigFile.read(file, instance, environment, findings);
    if (settings == null) {
      return new Loaded(null, new ZoneSet(List.of()), Set.of(), Topology.EMPTY, findings.inOrder());
    }
    boolean wasRead = !findings.hasErrors();
    ConfigAdvice.check(settings, findings);
    boolean isSound = !findings.hasErrors();
    List<ZoneData> sources = new ArrayList<>();
    Set<Name> copies = new HashSet<>();
    ZoneSet zones = zones(settings, sources, findings, remembering(lastGood, copies));
    Topology topology = Topology.of(settings.regions(), settings.services(), zones);
    if (wasRead) {
      // Otherwise most of what follows would follow from what could not be read.
      new ServiceAdvice(settings, zones, sources, topology, findings).check();
      new RecoveryAdvice(settings, zones, findings).check();
      new PlacementAdvice(topology, sources, findings).check();
      new CoverageAdvice(topology, sources, settings.probes(), findings).check();
    }
    return new Loaded(isSound ? settings : null, zones, copies, topology, findings.inOrder());
  }

  private static LastGood remembering(LastGood lastGood, Set<Name> found) {
    return (directory, origin) -> {
      Optional<Copy> copy = lastGood.of(directory, origin);
      copy.ifPresent(_ -> found.add(origin));
      return copy;
    };
  }

  private static ZoneSet zones(
      Settings settings, List<ZoneData> sources, Findings findings, LastGood lastGood) {
    ZoneLoader loader = new ZoneLoader(ZoneSource.DISK);
    // A name in two services is a finding of its own; here the first keeps it.
    SteeredNames steered = new SteeredNames(settings.steeredNames().stream().distinct().toList());
    Set<Name> seen = new HashSet<>();
    List<Settings.ZoneFile> files =
        settings.zones().stream().filter(each -> seen.add(each.origin())).toList();
    Set<Name> notReady = new HashSet<>();
    List<Zone> zones = new ArrayList<>();
    // On all processors: of thousands of zones each is small. What is found is told in their order.
    for (ReadZone each :
        files.parallelStream().map(file -> ReadZone.of(file, loader, steered)).toList()) {
      Name origin = each.file.origin();
      each.parsed.defects().forEach(defect -> add(defect, origin, findings));
      ReadZone served =
          each.zone == null
              ? ReadZone.of(each.file, lastGood(each.file, settings, findings, lastGood), steered)
              : each;
      ZoneData data = served.parsed.data();
      if (served.zone == null || data == null) {
        notReady.add(origin);
      } else {
        zones.add(served.zone);
        sources.add(data);
      }
    }
    return new ZoneSet(zones, notReady);
  }

  /** What came of one zone's files; its zone is null when they have errors. */
  private record ReadZone(Settings.ZoneFile file, ParsedZone parsed, @Nullable Zone zone) {
    static ReadZone of(Settings.ZoneFile file, ZoneLoader loader, SteeredNames steered) {
      return of(file, loader.parse(file.origin(), file.file()), steered);
    }

    static ReadZone of(Settings.ZoneFile file, ParsedZone parsed, SteeredNames steered) {
      return new ReadZone(file, parsed, parsed.compile(steered));
    }
  }

  private static ParsedZone lastGood(
      Settings.ZoneFile zone, Settings settings, Findings findings, LastGood lastGood) {
    Optional<Copy> copy = lastGood.of(settings.stateDirectory(), zone.origin());
    if (copy.isEmpty()) {
      return new ParsedZone(null, List.of());
    }
    findings.error(
        Findings.element("leeward.zones", zone.origin()),
        "serving-last-good-copy",
        "zone "
            + zone.origin()
            + " does not load; its last good copy is served, kept since "
            + copy.get().keptSince().truncatedTo(ChronoUnit.SECONDS),
        "mend its file and reload");
    return copy.get().zone();
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
