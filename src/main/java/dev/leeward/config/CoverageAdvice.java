package dev.leeward.config;

import dev.leeward.dns.Name;
import dev.leeward.dns.RRset;
import dev.leeward.dns.Rdata;
import dev.leeward.dns.RecordType;
import dev.leeward.health.ProbeSettings;
import dev.leeward.topology.Region;
import dev.leeward.topology.ServicePlan;
import dev.leeward.topology.ServiceRecord;
import dev.leeward.topology.Topology;
import dev.leeward.zone.FileLine;
import dev.leeward.zone.ZoneData;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What no check watches, and what no probe will ever find healthy. */
final class CoverageAdvice {
  private static final List<RecordType> ADDRESSES = List.of(RecordType.A, RecordType.AAAA);

  private final Topology topology;
  private final List<ZoneData> sources;
  private final ProbeSettings probes;
  private final Findings findings;

  CoverageAdvice(
      Topology topology, List<ZoneData> sources, ProbeSettings probes, Findings findings) {
    this.topology = topology;
    this.sources = sources;
    this.probes = probes;
    this.findings = findings;
  }

  void check() {
    topology.services().forEach(this::neverHealthy);
    if (topology.regions().size() > 1) {
      Set<Name> others = namesWithAnotherRule();
      sources.forEach(zone -> unwatched(zone, others));
    }
  }

  /** A region that is never served is a standby that was never there. */
  private void neverHealthy(ServicePlan plan) {
    for (String region : plan.service().regions()) {
      Map<String, Integer> all = new HashMap<>();
      Map<String, Integer> reachable = new HashMap<>();
      for (ServiceRecord record : plan.recordsIn(region)) {
        String rrset = record.owner() + " " + record.type();
        all.merge(rrset, 1, Integer::sum);
        reachable.merge(rrset, isProbed(record) ? 1 : 0, Integer::sum);
      }
      Set<String> lacking = new TreeSet<>(all.keySet());
      lacking.removeIf(rrset ->
          reachable.getOrDefault(rrset, 0)
              >= plan.service().minHealthy().neededOf(all.getOrDefault(rrset, 0)));
      if (!lacking.isEmpty()) {
        findings.warning(
            Findings.element("leeward.services." + plan.service().name() + ".regions", region),
            "region-never-healthy",
            "region %s can never be healthy for service %s: too few endpoints of %s may be probed"
                .formatted(region, plan.service().name(), String.join(", ", lacking)),
            "let them be probed, correct the records, or leave the region out");
      }
    }
  }

  private boolean isProbed(ServiceRecord record) {
    return record.target().endpoint().address().flatMap(probes::objectionTo).isEmpty();
  }

  /**
   * Of services, whose health is known, and of name servers, whose addresses must not follow it.
   */
  private Set<Name> namesWithAnotherRule() {
    Set<Name> names = new HashSet<>();
    topology.services().forEach(plan -> names.addAll(plan.service().names()));
    sources.forEach(zone ->
        zone.rrsets(RecordType.NS)
            .flatMap(servers -> servers.records().stream())
            .forEach(server -> names.add(server.nameAt(0))));
    return names;
  }

  /** Addresses in two regions are meant to stand in for one another; without a check none does. */
  private void unwatched(ZoneData zone, Set<Name> others) {
    Set<Name> said = new HashSet<>(others);
    for (RecordType type : ADDRESSES) {
      for (RRset set : zone.rrsets(type).toList()) {
        if (set.records().size() > 1 && !said.contains(set.owner()) && isUnwatched(zone, set)) {
          said.add(set.owner());
        }
      }
    }
  }

  /** Whether that was a finding. */
  private boolean isUnwatched(ZoneData zone, RRset set) {
    Set<String> regions = new TreeSet<>();
    for (Rdata data : set.records()) {
      InetAddress address = address(data);
      topology.regions().stream()
          .filter(region -> isIn(region, address))
          .map(Region::name)
          .forEach(regions::add);
    }
    FileLine where = zone.lineOf(set.owner(), set.type());
    if (regions.size() < 2 || where == null) {
      return false;
    }
    findings.add(
        new Finding(
            Finding.Severity.WARNING,
            "addresses-without-check",
            where.file().toString(),
            where.line(),
            "%s %s has addresses in regions %s and is no service's name: no check watches them, and none is ever withdrawn"
                .formatted(set.owner(), set.type(), String.join(", ", regions)),
            "add the name to a service, or leave one region's addresses"));
    return true;
  }

  private static boolean isIn(Region region, InetAddress address) {
    return region.networks().stream().anyMatch(network -> network.contains(address));
  }

  private static InetAddress address(Rdata data) {
    try {
      return InetAddress.getByAddress(data.wire());
    } catch (UnknownHostException impossible) {
      throw new IllegalStateException(
          "an address of " + data.length() + " octets passed the zone reader", impossible);
    }
  }
}
