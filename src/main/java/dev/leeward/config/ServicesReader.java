package dev.leeward.config;

import dev.leeward.dns.Name;
import dev.leeward.topology.ListedRecords;
import dev.leeward.topology.MinHealthy;
import dev.leeward.topology.Service;
import dev.leeward.zone.ListedRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** The services, by their lines. */
final class ServicesReader {
  /** RFC 2181 section 8. */
  private static final Duration HIGHEST_TTL = Duration.ofSeconds(Integer.MAX_VALUE);

  private final Map<String, Duration> recoveryObjectives = new LinkedHashMap<>();
  private final Map<String, Double> availabilityObjectives = new LinkedHashMap<>();
  private final Section safety;
  private final Findings findings;

  /**
   * @param safety the rules of services that have none of their own
   */
  ServicesReader(Section safety, Findings findings) {
    this.safety = safety;
    this.findings = findings;
  }

  List<Service> read(Map<String, Section> blocks) {
    List<Service> services = new ArrayList<>();
    blocks.forEach((name, block) -> {
      SymbolicNames.check(name, block.path(), findings);
      services.add(service(name, block));
      block.end();
    });
    return services;
  }

  /** Of the services that were read and have one. */
  Map<String, Duration> recoveryObjectives() {
    return recoveryObjectives;
  }

  /** Of the services that were read and have one of their own. */
  Map<String, Double> availabilityObjectives() {
    return availabilityObjectives;
  }

  private Service service(String name, Section block) {
    if (block.optionalText("availability-objective") != null) {
      availabilityObjectives.put(
          name, AvailabilityReader.objective(block, "availability-objective"));
    }
    if (block.optionalText("recovery-objective") != null) {
      recoveryObjectives.put(name, block.positiveDuration("recovery-objective"));
    }
    List<Name> names = block.readAll("names", Name::parse, "write a domain name");
    if (block.isEmpty("names")) {
      findings.error(
          block.path("names"),
          "service-without-names",
          "service " + name + " has no names",
          "list the names that it steers");
    }
    String policy = block.word("policy", List.of("failover", "spread"));
    WhenAllDownReader.WhenAllDown whenAllDown = WhenAllDownReader.read(block);
    Section failback = block.section("failback");
    String mode = failback.word("mode", List.of("automatic", "manual"));
    Duration hold = failback.duration("hold");
    failback.end();
    return new Service(
        name,
        names,
        Objects.requireNonNullElse(block.text("check"), ""),
        Service.Policy.valueOf(policy.toUpperCase(Locale.ROOT)),
        block.readAll("regions", region -> region, "write a region's name"),
        Objects.requireNonNullElse(
            block.read("min-healthy", MinHealthy::parse, "write 1 or more, or from 1% to 100%"),
            MinHealthy.of(1)),
        whenAllDown.policy(),
        Service.Failback.valueOf(mode.toUpperCase(Locale.ROOT)),
        hold,
        ttl(block, "ttl"),
        ttl(block, "suspect-ttl"),
        SafetyReader.own(block.section("safety"), safety),
        WithdrawalReader.read(block.section("withdrawal")),
        new ListedRecords(records(block.section("records")), whenAllDown.records()),
        Profiles.parse(block));
  }

  /** By region; every key is the name of one. */
  private static Map<String, List<ListedRecord>> records(Section block) {
    Map<String, List<ListedRecord>> records = new LinkedHashMap<>();
    for (String region : block.keys()) {
      records.put(
          region, block.readOneOrMore(region, ListedRecord::parse, ListedRecordsAdvice.HOW_TO));
    }
    return records;
  }

  private static long ttl(Section block, String key) {
    Duration ttl = block.duration(key);
    if (ttl.toMillisPart() != 0 || ttl.compareTo(HIGHEST_TTL) > 0) {
      block.wrong(key, "is no TTL", "write whole seconds, 2147483647 at most");
      return 1;
    }
    return ttl.toSeconds();
  }
}
