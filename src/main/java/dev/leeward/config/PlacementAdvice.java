package dev.leeward.config;

import dev.leeward.dns.Name;
import dev.leeward.dns.RRset;
import dev.leeward.dns.Rdata;
import dev.leeward.dns.RecordType;
import dev.leeward.topology.Endpoint;
import dev.leeward.topology.Network;
import dev.leeward.topology.Region;
import dev.leeward.topology.ServicePlan;
import dev.leeward.topology.Target;
import dev.leeward.topology.Topology;
import dev.leeward.zone.FileLine;
import dev.leeward.zone.ZoneData;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What would be lost together although it should not (RFC 2182 section 3.1). */
final class PlacementAdvice {
  private static final int SITE_IPV4 = 24;
  private static final int SITE_IPV6 = 48;

  private final Topology topology;
  private final List<ZoneData> sources;
  private final Findings findings;
  private final Set<Name> steered = new HashSet<>();

  PlacementAdvice(Topology topology, List<ZoneData> sources, Findings findings) {
    this.topology = topology;
    this.sources = sources;
    this.findings = findings;
    topology.services().forEach(plan -> steered.addAll(plan.service().names()));
  }

  void check() {
    topology.services().forEach(this::sharedNetworks);
    sources.forEach(this::nameServers);
    if (topology.services().isEmpty()) {
      return; // nothing moves, so nothing is left behind; and zones may be large
    }
    for (ZoneData zone : sources) {
      for (Name owner : zone.names()) {
        for (ZoneData.PlacedRRset placed : zone.at(owner)) {
          hosts(placed);
        }
      }
    }
  }

  /** Two regions behind one router are one. */
  private void sharedNetworks(ServicePlan plan) {
    Map<String, String> regions = new TreeMap<>();
    Set<String> said = new HashSet<>();
    for (Target target : plan.targets()) {
      Endpoint endpoint = target.endpoint();
      String site = endpoint.address().map(PlacementAdvice::site).orElse(null);
      String other = site == null ? null : regions.putIfAbsent(site, endpoint.region());
      if (other != null && !other.equals(endpoint.region()) && said.add(site)) {
        findings.warning(
            "leeward.services." + plan.service().name() + ".regions",
            "regions-share-network",
            "regions %s and %s of service %s both have addresses in %s"
                .formatted(other, endpoint.region(), plan.service().name(), site),
            "a region is what fails alone: place them in networks of their own");
      }
    }
  }

  private static String site(InetAddress address) {
    int prefix = address.getAddress().length == 4 ? SITE_IPV4 : SITE_IPV6;
    return new Network(address, prefix).toString();
  }

  private void nameServers(ZoneData zone) {
    RRset servers = zone.rrset(zone.origin(), RecordType.NS);
    if (servers == null || servers.records().size() < 2) {
      return;
    }
    List<InetAddress> addresses = new ArrayList<>();
    for (Rdata server : servers.records()) {
      List<InetAddress> own = addresses(server.nameAt(0));
      if (own.isEmpty()) {
        return; // it is elsewhere, and nobody here knows where
      }
      addresses.addAll(own);
    }
    FileLine where = zone.lineOf(zone.origin(), RecordType.NS);
    String all = "all name servers of " + zone.origin() + " are in ";
    String remedy = "place one elsewhere: what takes that away takes the zone away";
    Set<String> sites = new TreeSet<>(addresses.stream().map(PlacementAdvice::site).toList());
    Optional<String> region = commonRegion(addresses);
    if (sites.size() == 1) {
      warn(where, "name-servers-in-one-network", all + sites.iterator().next(), remedy);
    } else if (region.isPresent()) {
      warn(where, "name-servers-in-one-region", all + "region " + region.get(), remedy);
    }
  }

  /** The region that has all of them. */
  private Optional<String> commonRegion(List<InetAddress> addresses) {
    return topology.regions().stream()
        .filter(region -> addresses.stream().allMatch(each -> isIn(region, each)))
        .map(Region::name)
        .findFirst();
  }

  private static boolean isIn(Region region, InetAddress address) {
    return region.networks().stream().anyMatch(network -> network.contains(address));
  }

  /**
   * Mail, a service or a delegated zone that goes with the region although names beside it fail
   * over.
   */
  private void hosts(ZoneData.PlacedRRset placed) {
    RRset set = placed.rrset();
    int before = octetsBeforeHost(set);
    if (before < 0 || steered.contains(set.owner())) {
      return;
    }
    List<InetAddress> addresses = new ArrayList<>();
    for (Rdata data : set.records()) {
      Name host = data.nameAt(before);
      List<InetAddress> own = addresses(host);
      if (own.isEmpty() || steered.contains(host)) {
        return;
      }
      addresses.addAll(own);
    }
    commonRegion(addresses)
        .filter(this::isWithdrawn)
        .ifPresent(region ->
            warn(
                placed.where(),
                "hosts-in-one-region",
                "all hosts of %s %s are in region %s and are no service's names: with it they are gone"
                    .formatted(set.owner(), set.type(), region),
                "name a host elsewhere too, or make their names a service's"));
  }

  /** Negative where it names no host; the zone's own name servers have findings of their own. */
  private int octetsBeforeHost(RRset set) {
    if (set.type().equals(RecordType.MX)) {
      return 2;
    }
    if (set.type().equals(RecordType.SRV)) {
      return 6;
    }
    boolean isApex = sources.stream().anyMatch(zone -> zone.origin().equals(set.owner()));
    return set.type().equals(RecordType.NS) && !isApex ? 0 : -1;
  }

  private boolean isWithdrawn(String region) {
    return topology.services().stream().anyMatch(plan -> plan.service().regions().contains(region));
  }

  private List<InetAddress> addresses(Name host) {
    List<InetAddress> addresses = new ArrayList<>();
    for (ZoneData zone : sources) {
      for (RecordType type : List.of(RecordType.A, RecordType.AAAA)) {
        RRset set = zone.rrset(host, type);
        if (set != null) {
          set.records().forEach(data -> addresses.add(address(data)));
        }
      }
    }
    return addresses;
  }

  private static InetAddress address(Rdata data) {
    try {
      return InetAddress.getByAddress(data.wire());
    } catch (UnknownHostException impossible) {
      throw new IllegalStateException(
          "an address of " + data.length() + " octets passed the zone reader", impossible);
    }
  }

  private void warn(@Nullable FileLine where, String code, String what, String whatToDo) {
    if (where != null) {
      findings.add(
          new Finding(
              Finding.Severity.WARNING,
              code,
              where.file().toString(),
              where.line(),
              what,
              whatToDo));
    }
  }
}
