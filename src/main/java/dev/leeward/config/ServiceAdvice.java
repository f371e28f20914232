package dev.leeward.config;

import dev.leeward.dns.Name;
import dev.leeward.dns.RRset;
import dev.leeward.dns.Rdata;
import dev.leeward.dns.RecordType;
import dev.leeward.topology.Service;
import dev.leeward.topology.ServicePlan;
import dev.leeward.topology.ServiceRecord;
import dev.leeward.topology.Target;
import dev.leeward.topology.Topology;
import dev.leeward.zone.FileLine;
import dev.leeward.zone.Lookup;
import dev.leeward.zone.Node;
import dev.leeward.zone.ServiceParameters;
import dev.leeward.zone.Zone;
import dev.leeward.zone.ZoneData;
import dev.leeward.zone.ZoneSet;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    ListedRecordsAdvice listed = new ListedRecordsAdvice(zones, findings);
    for (ServicePlan plan : topology.services()) {
      Service service = plan.service();
      String at = "leeward.services." + service.name();
      boolean allFound = true;
      for (Name name : service.names()) {
        allFound &= name(plan, name, Findings.element(at + ".names", name), nameServers);
      }
      if (allFound) {
        regionsWithoutRecords(plan, at + ".regions");
        missingTypes(plan, at + ".regions");
      }
      endpointsThatAreNeverProbed(plan, at);
      listed.check(plan);
    }
  }

  private Set<Name> nameServers() {
    Set<Name> names = new HashSet<>();
    if (!topology.services().isEmpty()) {
      sources.forEach(zone ->
          zone.rrsets(RecordType.NS)
              .flatMap(servers -> servers.records().stream())
              .forEach(server -> names.add(server.nameAt(0))));
    }
    return names;
  }

  /** Whether that name has addresses that a service may steer. */
  private boolean name(ServicePlan plan, Name name, String at, Set<Name> nameServers) {
    Zone zone = zones.find(name);
    if (zones.findNotReady(name) != null) {
      return false;
    }
    if (zone == null) {
      return refuse(
          at,
          "name-outside-zones",
          name + " of service " + plan.service().name() + " is in no zone",
          "serve the zone that holds it, or correct the name");
    }
    if (nameServers.contains(name)) {
      return refuse(
          at,
          "name-server-in-service",
          name + " is a name server; its addresses must not depend on health",
          "give the service another name");
    }
    return switch (zone.lookup(name)) {
      case Lookup.Referral referral ->
          refuse(
              at,
              "name-below-cut",
              name + " is at or below the delegation " + referral.cut().owner(),
              "serve the child zone here, or correct the name");
      case Lookup.Redirection redirection ->
          refuse(
              at,
              "name-below-dname",
              name + " is below the DNAME " + redirection.node().owner(),
              "list the name that it leads to");
      case Lookup.EmptyNonTerminal _ ->
          refuse(at, "name-without-records", name + " has no records", "add its addresses");
      case Lookup.NameError _ ->
          refuse(
              at,
              "name-without-records",
              name + " does not exist in zone " + zone.origin(),
              "add its addresses to the zone, or correct the name");
      case Lookup.Found found -> found(plan, name, found, at);
    };
  }

  private boolean refuse(String at, String code, String what, String whatToDo) {
    findings.error(at, code, what, whatToDo);
    return false;
  }

  private boolean found(ServicePlan plan, Name name, Lookup.Found found, String at) {
    Node node = found.node();
    if (!node.owner().equals(name)) {
      return refuse(
          at,
          "name-from-wildcard",
          name + " exists only by the wildcard " + node.owner(),
          "list " + node.owner() + " as the service's name");
    }
    boolean hasHost = ListedRecordsAdvice.isSteeredAlias(plan, node);
    if (node.rrset(RecordType.CNAME) != null && !hasHost) {
      return refuse(
          at,
          "name-is-alias",
          name + " is an alias of a host in no region",
          "list the name that it leads to, or a CNAME for each region under records");
    }
    if (!hasHost && ADDRESSES.stream().allMatch(type -> node.rrset(type) == null)) {
      return refuse(
          at, "name-without-addresses", name + " has no A or AAAA records", "add them to the zone");
    }
    ADDRESSES.stream()
        .filter(type -> !plan.service().listed().types().contains(type))
        .forEach(type -> outsideRegions(plan, node, type));
    List.of(RecordType.SVCB, RecordType.HTTPS).forEach(type -> mandatoryHints(plan, node, type));
    return true;
  }

  /** Such a record is served whatever happens: rarely meant. */
  private void outsideRegions(ServicePlan plan, Node node, RecordType type) {
    RRset rrset = node.rrset(type);
    if (rrset == null) {
      return;
    }
    for (Rdata data : rrset.records()) {
      if (plan.find(node.owner(), type, data) == null) {
        FileLine where = lineOf(node.owner(), type);
        findings.add(
            new Finding(
                Finding.Severity.WARNING,
                "record-in-no-region",
                where.file().toString(),
                where.line(),
                "%s %s %s lies in no region of service %s and is never withdrawn"
                    .formatted(node.owner(), type, address(data), plan.service().name()),
                "add its network to one of the service's regions, or remove it"));
      }
    }
  }

  /** A hint goes with the last address that it names, and with it what made it mandatory. */
  private void mandatoryHints(ServicePlan plan, Node node, RecordType type) {
    RRset rrset = node.rrset(type);
    if (rrset != null && rrset.records().stream().anyMatch(ServiceAdvice::hasMandatoryHint)) {
      FileLine where = lineOf(node.owner(), type);
      findings.add(
          new Finding(
              Finding.Severity.WARNING,
              "mandatory-hint",
              where.file().toString(),
              where.line(),
              "%s %s makes address hints mandatory, and service %s withdraws addresses"
                  .formatted(node.owner(), type, plan.service().name()),
              "leave ipv4hint and ipv6hint out of \"mandatory\""));
    }
  }

  private static boolean hasMandatoryHint(Rdata data) {
    Set<Integer> mandatory = ServiceParameters.of(data).mandatory();
    return mandatory.contains(ServiceParameters.IPV4_HINT)
        || mandatory.contains(ServiceParameters.IPV6_HINT);
  }

  private static String address(Rdata data) {
    try {
      return InetAddress.getByAddress(data.wire()).getHostAddress();
    } catch (UnknownHostException impossible) {
      throw new IllegalStateException(
          "an address of " + data.length() + " octets passed the zone reader", impossible);
    }
  }

  private FileLine lineOf(Name owner, RecordType type) {
    Zone holder = zones.find(owner);
    for (ZoneData zone : sources) {
      boolean isHolder = holder != null && holder.origin().equals(zone.origin());
      FileLine where = isHolder ? zone.lineOf(owner, type) : null;
      if (where != null) {
        return where;
      }
    }
    return new FileLine(settings.file(), 0);
  }

  private void regionsWithoutRecords(ServicePlan plan, String at) {
    for (String region : plan.service().regions()) {
      boolean isDefined = settings.regions().stream().anyMatch(each -> each.name().equals(region));
      if (isDefined && plan.recordsIn(region).isEmpty()) {
        findings.warning(
            Findings.element(at, region),
            "region-without-records",
            "service " + plan.service().name() + " has no record in region " + region,
            "add records of that region to its names, or leave the region out");
      }
    }
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
    boolean signed =
        plan.service().names().stream()
            .map(zones::find)
            .anyMatch(zone -> zone != null && zone.isSigned());
    byRegion.forEach((region, has) -> {
      Set<String> missing = new TreeSet<>(all);
      missing.removeAll(has);
      Optional<RecordType> family = missingFamily(all, missing);
      if (family.isPresent() && !signed) {
        missingFamily(Findings.element(at, region), plan, region, family.get());
      } else if (!missing.isEmpty()) {
        missingTypes(Findings.element(at, region), region, missing, signed);
      }
    });
  }

  private void missingTypes(String at, String region, Set<String> missing, boolean signed) {
    String what =
        "region "
            + region
            + " has no "
            + String.join(", ", missing)
            + ": while it is served the answer is empty";
    String remedy = "give every region the same names and types";
    if (signed) {
      findings.error(
          at,
          "type-missing-in-region",
          what + "; in a signed zone, which types exist must not depend on health",
          remedy);
    } else {
      findings.warning(at, "type-missing-in-region", what, remedy);
    }
  }

  /** All that some clients can use: said once instead of name by name. */
  private static Optional<RecordType> missingFamily(Set<String> all, Set<String> missing) {
    return ADDRESSES.stream()
        .filter(type -> {
          List<String> ofFamily = all.stream().filter(each -> each.endsWith(" " + type)).toList();
          return !ofFamily.isEmpty() && missing.equals(new TreeSet<>(ofFamily));
        })
        .findFirst();
  }

  private void missingFamily(String at, ServicePlan plan, String region, RecordType type) {
    String family = type.equals(RecordType.A) ? "IPv4" : "IPv6";
    findings.warning(
        at,
        "address-family-missing-in-region",
        "region %s has no %s address of service %s, other regions have: while it is served, clients with %s alone get nothing"
            .formatted(region, family, plan.service().name(), family),
        "give it " + type + " records, or leave them out in every region");
  }

  /** Never probed is never up: the region of such an endpoint is never healthy. */
  private void endpointsThatAreNeverProbed(ServicePlan plan, String at) {
    plan.targets().stream()
        .map(Target::endpoint)
        .flatMap(endpoint -> endpoint.address().stream())
        .distinct()
        .forEach(address ->
            settings
                .probes()
                .objectionTo(address)
                .ifPresent(objection ->
                    findings.warning(
                        at,
                        "endpoint-never-probed",
                        "%s of service %s: %s"
                            .formatted(address.getHostAddress(), plan.service().name(), objection),
                        "its region is never healthy: correct the record or the setting")));
  }
}
