package dev.leeward.config;

import dev.leeward.dns.Name;
import dev.leeward.dns.RRset;
import dev.leeward.dns.Rdata;
import dev.leeward.dns.RecordType;
import dev.leeward.topology.Service;
import dev.leeward.topology.ServicePlan;
import dev.leeward.topology.ServiceRecord;
import dev.leeward.topology.Topology;
import dev.leeward.zone.FileLine;
import dev.leeward.zone.Lookup;
import dev.leeward.zone.Node;
import dev.leeward.zone.Zone;
import dev.leeward.zone.ZoneData;
import dev.leeward.zone.ZoneSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What is wrong or unwise between services and the zones that hold their names. */
final class ServiceAdvice {
  private static final List<RecordType> ADDRESSES = List.of(RecordType.A, RecordType.AAAA);

  private final Settings settings;
  private final ZoneSet zones;
  private final List<ZoneData> sources;
  private final Topology topology;
  private final Findings findings;

  ServiceAdvice(
      Settings settings,
      ZoneSet zones,
      List<ZoneData> sources,
      Topology topology,
      Findings findings) {
    this.settings = settings;
    this.zones = zones;
    this.sources = sources;
    this.topology = topology;
    this.findings = findings;
  }

  void check() {
    Set<Name> nameServers = nameServers();
    for (Service service : settings.services()) {
      for (int i = 0; i < service.names().size(); i++) {
        String at = "leeward.services." + service.name() + ".names[" + i + "]";
        name(service, service.names().get(i), at, nameServers);
      }
    }
    topology.services().forEach(this::plan);
  }

  private Set<Name> nameServers() {
    Set<Name> names = new HashSet<>();
    for (ZoneData zone : sources) {
      for (Name owner : zone.names()) {
        RRset servers = zone.rrset(owner, RecordType.NS);
        if (servers != null) {
          servers.records().forEach(each -> names.add(each.nameAt(0)));
        }
      }
    }
    return names;
  }

  private void name(Service service, Name name, String at, Set<Name> nameServers) {
    Zone zone = zones.find(name);
    if (zone == null) {
      if (zones.findNotReady(name) == null) {
        findings.error(
            at,
            "name-outside-zones",
            name + " of service " + service.name() + " is in no zone",
            "serve the zone that holds it, or correct the name");
      }
      return;
    }
    if (nameServers.contains(name)) {
      findings.error(
          at,
          "name-server-in-service",
          name + " is a name server; its addresses must not depend on health",
          "give the service another name");
      return;
    }
    switch (zone.lookup(name)) {
      case Lookup.Referral referral ->
          findings.error(
              at,
              "name-below-cut",
              name + " is at or below the delegation " + referral.cut().owner(),
              "serve the child zone here, or correct the name");
      case Lookup.Redirection redirection ->
          findings.error(
              at,
              "name-below-dname",
              name + " is below the DNAME " + redirection.node().owner(),
              "list the name that it leads to");
      case Lookup.EmptyNonTerminal _ ->
          findings.error(
              at,
              "name-without-records",
              name + " has no records",
              "add its addresses to the zone");
      case Lookup.NameError _ ->
          findings.error(
              at,
              "name-without-records",
              name + " does not exist in zone " + zone.origin(),
              "add its addresses to the zone, or correct the name");
      case Lookup.Found found -> found(name, found, at);
    }
  }

  private void found(Name name, Lookup.Found found, String at) {
    Node node = found.node();
    if (found.fromWildcard() && !name.isWildcard()) {
      findings.error(
          at,
          "name-from-wildcard",
          name + " exists only by the wildcard " + node.owner(),
          "list " + node.owner() + " as the service's name");
    } else if (node.rrset(RecordType.CNAME) != null) {
      findings.error(at, "name-is-alias", name + " is an alias", "list the name that it leads to");
    } else if (ADDRESSES.stream().allMatch(type -> node.rrset(type) == null)) {
      findings.error(
          at, "name-without-addresses", name + " has no A or AAAA records", "add them to the zone");
    } else {
      ADDRESSES.forEach(type -> outsideRegions(node, type));
    }
  }

  /** Such a record is served whatever happens: rarely meant. */
  private void outsideRegions(Node node, RecordType type) {
    RRset rrset = node.rrset(type);
    if (rrset == null) {
      return;
    }
    for (Rdata data : rrset.records()) {
      boolean steered =
          topology.services().stream()
              .flatMap(plan -> plan.records().stream())
              .anyMatch(record -> record.is(node.owner(), type, data));
      if (!steered) {
        FileLine where = lineOf(node.owner(), type);
        findings.add(
            new Finding(
                Finding.Severity.WARNING,
                "record-in-no-region",
                where.file().toString(),
                where.line(),
                "a "
                    + type
                    + " record of "
                    + node.owner()
                    + " lies in none of its service's regions and is never withdrawn",
                "add its network to a region, or remove it"));
      }
    }
  }

  private FileLine lineOf(Name owner, RecordType type) {
    for (ZoneData zone : sources) {
      FileLine where = zone.lineOf(owner, type);
      if (where != null) {
        return where;
      }
    }
    return new FileLine(settings.file(), 1);
  }

  private void plan(ServicePlan plan) {
    String at = "leeward.services." + plan.service().name();
    for (String region : plan.service().regions()) {
      if (settings.regions().stream().anyMatch(each -> each.name().equals(region))
          && plan.recordsIn(region).isEmpty()) {
        findings.warning(
            at + ".regions",
            "region-without-records",
            "service " + plan.service().name() + " has no record in region " + region,
            "add records of that region to its names, or leave the region out");
      }
    }
    missingTypes(plan, at);
  }

  /** When that region is served, the type is answered NODATA: never another region's address. */
  private void missingTypes(ServicePlan plan, String at) {
    Map<String, Set<String>> byRegion = new TreeMap<>();
    Set<String> all = new TreeSet<>();
    for (ServiceRecord record : plan.records()) {
      String rrset = record.owner() + " " + record.type();
      all.add(rrset);
      byRegion.computeIfAbsent(record.region(), region -> new TreeSet<>()).add(rrset);
    }
    byRegion.forEach((region, has) -> {
      Set<String> missing = new TreeSet<>(all);
      missing.removeAll(has);
      if (!missing.isEmpty()) {
        boolean signed =
            plan.service().names().stream()
                .map(zones::find)
                .anyMatch(zone -> zone != null && zone.isSigned());
        String what =
            "region "
                + region
                + " has no "
                + String.join(", ", missing)
                + "; when it is served the answer is empty";
        if (signed) {
          findings.error(
              at + ".regions",
              "type-missing-in-region",
              what + ", which a signed zone must not depend on health for",
              "give every region the same names and types");
        } else {
          findings.warning(
              at + ".regions",
              "type-missing-in-region",
              what,
              "give every region the same names and types");
        }
      }
    });
  }
}
