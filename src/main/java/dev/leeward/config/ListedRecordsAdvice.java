package dev.leeward.config;

import dev.leeward.dns.Name;
import dev.leeward.dns.RecordType;
import dev.leeward.topology.Service;
import dev.leeward.topology.ServicePlan;
import dev.leeward.topology.ServiceRecord;
import dev.leeward.zone.HostData;
import dev.leeward.zone.ListedRecord;
import dev.leeward.zone.Node;
import dev.leeward.zone.Zone;
import dev.leeward.zone.ZoneSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What is wrong with the records that services list, and with what an alias can be. */
final class ListedRecordsAdvice {
  static final String HOW_TO =
      "write a type and its data: \"CNAME lb.example.net.\", \"A 192.0.2.1\"; of A, AAAA, CNAME, MX,"
          + " SRV";

  private final ZoneSet zones;
  private final Findings findings;

  ListedRecordsAdvice(ZoneSet zones, Findings findings) {
    this.zones = zones;
    this.findings = findings;
  }

  void check(ServicePlan plan) {
    Service service = plan.service();
    String at = "leeward.services." + service.name();
    service
        .listed()
        .byRegion()
        .forEach((region, records) -> {
          String here = at + ".records." + region;
          regionOf(service, region, here);
          oneAlias(service, records, here);
        });
    oneAlias(service, service.listed().whenAllDown(), at + ".when-all-down.records");
    toItself(service, at);
    inTheZone(service, service.listed().types(), at + ".records");
    inTheZone(service, typesWhenAllDown(service), at + ".when-all-down.records");
    missingWhenAllDown(plan, at + ".when-all-down.records");
    inTwoRegions(plan, at + ".records");
    spread(plan, at + ".policy");
  }

  private void regionOf(Service service, String region, String at) {
    if (!service.regions().contains(region)) {
      String near = Suggestion.nearest(region, service.regions());
      findings.error(
          at,
          "records-of-other-region",
          "service " + service.name() + " lists records for " + region + ", none of its regions",
          near == null ? "add it to the service's regions" : "did you mean " + near + "?");
    }
  }

  /** RFC 2181 section 10.1. */
  private void oneAlias(Service service, List<ListedRecord> records, String at) {
    boolean hasAlias = records.stream().anyMatch(each -> each.type().equals(RecordType.CNAME));
    if (hasAlias && records.size() > 1) {
      findings.error(
          at,
          "alias-beside-others",
          "service " + service.name() + " lists a CNAME beside other records",
          "a CNAME is alone at its name: leave one record");
    }
  }

  private void toItself(Service service, String at) {
    Stream.concat(
            service.listed().byRegion().values().stream().flatMap(Collection::stream),
            service.listed().whenAllDown().stream())
        .filter(each -> each.type().equals(RecordType.CNAME))
        .map(each -> each.data().nameAt(0))
        .filter(service.names()::contains)
        .distinct()
        .forEach(target ->
            findings.error(
                at + ".records",
                "alias-of-itself",
                "a CNAME of service " + service.name() + " leads to its own name " + target,
                "name the host of a region"));
  }

  private static Set<RecordType> typesWhenAllDown(Service service) {
    return service.listed().whenAllDown().stream()
        .map(ListedRecord::type)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Another server of the same zone, or this one without its steering, must have an answer. */
  private void inTheZone(Service service, Collection<RecordType> types, String at) {
    for (Name name : service.names()) {
      Zone zone = zones.find(name);
      Node node = zone == null ? null : zone.node(name);
      for (RecordType type : types) {
        if (node != null && node.rrset(type) == null) {
          findings.error(
              at,
              "nothing-to-replace",
              name + " has no " + type + " in its zone that the listed ones could replace",
              "add one to the zone, or list records of the types that it has");
        }
      }
    }
  }

  private void missingWhenAllDown(ServicePlan plan, String at) {
    Set<RecordType> listed = typesWhenAllDown(plan.service());
    Set<RecordType> missing = new TreeSet<>();
    plan.records().stream().map(ServiceRecord::type).forEach(missing::add);
    missing.removeAll(listed);
    if (!listed.isEmpty() && !missing.isEmpty()) {
      String types = missing.stream().map(Object::toString).collect(Collectors.joining(", "));
      findings.warning(
          at,
          "type-missing-when-all-down",
          "when-all-down of service "
              + plan.service().name()
              + " lists no "
              + types
              + ": while it is served the answer is empty",
          "list a record of each type that the regions have");
    }
  }

  /** It would be probed once and counted in one of them. */
  private void inTwoRegions(ServicePlan plan, String at) {
    Map<String, String> regions = new HashMap<>();
    for (ServiceRecord record : plan.records()) {
      String endpoint = record.target().endpoint().toString();
      String before = regions.putIfAbsent(endpoint, record.region());
      if (before != null && !before.equals(record.region())) {
        findings.error(
            at,
            "endpoint-in-two-regions",
            endpoint + " is listed for " + before + " and for " + record.region(),
            "give each region an endpoint of its own");
      }
    }
  }

  private void spread(ServicePlan plan, String at) {
    if (plan.isAlias() && plan.service().policy() == Service.Policy.SPREAD) {
      findings.error(
          at,
          "spread-alias",
          "service " + plan.service().name() + " is a CNAME: it has one record, not one a region",
          "write policy = failover");
    }
  }

  /** Whether that name's alias is one that a service can steer. */
  static boolean isSteeredAlias(ServicePlan plan, Node node) {
    return plan.service().listed().types().contains(RecordType.CNAME)
        || plan.recordsAt(node.owner()).stream()
            .anyMatch(record -> HostData.hostOf(record.type(), record.data()) != null);
  }
}
