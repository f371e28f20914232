package dev.leeward.config;

import dev.leeward.failover.Cadence;
import dev.leeward.failover.DrillSchedule;
import dev.leeward.topology.Region;
import dev.leeward.topology.Service;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Drills that are begun by themselves, by their lines. */
final class DrillsReader {
  private static final Duration LONGEST = Duration.ofHours(4);
  private static final Duration OFTENEST = Duration.ofMinutes(10);
  private static final String HOW_TO_AT =
      "write a time in UTC, alone or after weekdays or a day of the month: 03:00, Sun 03:00,"
          + " Mon,Thu 03:00, 1 03:00";

  private final List<Region> regions;
  private final List<Service> services;
  private final Findings findings;

  DrillsReader(List<Region> regions, List<Service> services, Findings findings) {
    this.regions = regions;
    this.services = services;
    this.findings = findings;
  }

  List<DrillSchedule> read(Map<String, Section> blocks) {
    List<DrillSchedule> drills = new ArrayList<>();
    blocks.forEach((name, block) -> {
      SymbolicNames.check(name, block.path(), findings);
      drills.add(drill(name, block));
      block.end();
    });
    return drills;
  }

  private DrillSchedule drill(String name, Section block) {
    String region = Objects.requireNonNullElse(block.text("region"), "");
    String service = block.optionalText("service");
    check(block, region, service);
    Duration lasts = block.positiveDuration("for");
    if (lasts.compareTo(LONGEST) > 0) {
      block.wrong("for", "is longer than 4h", "rehearse for a shorter time");
    }
    return new DrillSchedule(
        name, region, service, lasts, cadence(block, lasts), block.flag("shadow"));
  }

  private void check(Section block, String region, @Nullable String service) {
    boolean isRegion = regions.stream().anyMatch(each -> each.name().equals(region));
    if (!region.isEmpty() && !isRegion) {
      block.wrong("region", "is \"" + region + "\", which is no region", "write one of regions");
    }
    Optional<Service> found =
        services.stream().filter(each -> each.name().equals(service)).findFirst();
    if (service != null && found.isEmpty()) {
      block.wrong(
          "service",
          "is \"" + service + "\", which is no service",
          "write one of services, or null for all");
    }
    if (isRegion && found.isPresent() && !found.get().regions().contains(region)) {
      block.wrong("region", "is none of service " + service, "write one of its regions");
    }
  }

  private static Cadence cadence(Section block, Duration lasts) {
    boolean hasEvery = block.optionalText("every") != null;
    Cadence at = block.optional("at", Cadence.At::parse, HOW_TO_AT);
    if (hasEvery == (block.optionalText("at") != null)) {
      block.wrong(
          "at",
          hasEvery ? "stands beside every" : "and every are missing",
          "write one of them: at = \"Sun 03:00\" (UTC), or every = 7d");
    }
    if (!hasEvery) {
      return at == null ? new Cadence.Every(OFTENEST) : at;
    }
    Duration every = block.positiveDuration("every");
    if (every.compareTo(OFTENEST) < 0 || every.compareTo(lasts.multipliedBy(2)) < 0) {
      block.wrong("every", "is less than 10m or than twice for", "write a longer time, as 7d");
      return new Cadence.Every(OFTENEST);
    }
    return new Cadence.Every(every);
  }
}
