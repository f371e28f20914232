package dev.leeward.topology;

import dev.leeward.dns.Name;
import dev.leeward.dns.RRset;
import dev.leeward.dns.Rdata;
import dev.leeward.dns.RecordType;
import dev.leeward.zone.Node;
import dev.leeward.zone.Zone;
import dev.leeward.zone.ZoneSet;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The services of a configuration laid over the records of its zones: which endpoints there are, in
 * which regions, and what is probed. Immutable; made anew by every reload.
 */
public record Topology(List<Region> regions, List<ServicePlan> services) {
  public static final Topology EMPTY = new Topology(List.of(), List.of());

  public Topology {
    regions = List.copyOf(regions);
    services = List.copyOf(services);
  }

  /**
   * A service's endpoints are the addresses found at its names; records in none of its regions are
   * nobody's to withdraw.
   */
  public static Topology of(List<Region> regions, List<Service> services, ZoneSet zones) {
    List<ServicePlan> plans =
        services.stream()
            .map(service -> ServicePlan.of(service, recordsOf(service, regions, zones)))
            .toList();
    return new Topology(regions, plans);
  }

  private static List<ServiceRecord> recordsOf(
      Service service, List<Region> regions, ZoneSet zones) {
    List<ServiceRecord> records = new ArrayList<>();
    for (Name name : service.names()) {
      Zone zone = zones.find(name);
      Node node = zone == null ? null : zone.node(name);
      if (node != null) {
        addAddresses(node.rrset(RecordType.A), service, regions, records);
        addAddresses(node.rrset(RecordType.AAAA), service, regions, records);
      }
    }
    return records;
  }

  private static void addAddresses(
      @Nullable RRset rrset, Service service, List<Region> regions, List<ServiceRecord> into) {
    if (rrset == null) {
      return;
    }
    for (Rdata data : rrset.records()) {
      InetAddress address = address(data);
      regions.stream()
          .filter(region -> service.regions().contains(region.name()) && region.contains(address))
          .findFirst()
          .map(region -> new Target(new Endpoint(address, region.name()), service.check()))
          .ifPresent(
              target -> into.add(new ServiceRecord(rrset.owner(), rrset.type(), data, target)));
    }
  }

  private static InetAddress address(Rdata data) {
    try {
      return InetAddress.getByAddress(data.wire());
    } catch (UnknownHostException impossible) {
      throw new IllegalStateException(
          "address record with " + data.length() + " octets passed the zone reader", impossible);
    }
  }

  public Optional<ServicePlan> service(String name) {
    return services.stream().filter(plan -> plan.service().name().equals(name)).findFirst();
  }

  public boolean hasRegion(String name) {
    return regions.stream().anyMatch(region -> region.name().equals(name));
  }

  /**
   * All targets of all services, sorted and without repetition: every instance probes every one of
   * them.
   */
  public List<Target> targets() {
    TreeSet<Target> all = new TreeSet<>();
    services.forEach(plan -> all.addAll(plan.targets()));
    return List.copyOf(all);
  }
}
