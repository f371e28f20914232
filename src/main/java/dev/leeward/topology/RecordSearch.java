package dev.leeward.topology;

import dev.leeward.dns.Name;
import dev.leeward.dns.RRset;
import dev.leeward.dns.Rdata;
import dev.leeward.dns.RecordType;
import dev.leeward.zone.HostData;
import dev.leeward.zone.ListedRecord;
import dev.leeward.zone.Node;
import dev.leeward.zone.Zone;
import dev.leeward.zone.ZoneSet;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The records at a service's names that lie in its regions: the zones', or in place of a type's
 * those that the configuration lists. Owned by one call.
 */
final class RecordSearch {
  private final Service service;
  private final List<Region> regions;
  private final Set<RecordType> listedTypes;
  private final List<ServiceRecord> found = new ArrayList<>();

  private RecordSearch(Service service, List<Region> regions) {
    this.service = service;
    this.regions =
        regions.stream().filter(region -> service.regions().contains(region.name())).toList();
    this.listedTypes = service.listed().types();
  }

  static List<ServiceRecord> find(Service service, List<Region> regions, ZoneSet zones) {
    RecordSearch search = new RecordSearch(service, regions);
    for (Name name : service.names()) {
      Zone zone = zones.find(name);
      Node node = zone == null ? null : zone.node(name);
      if (node != null) {
        node.rrsets().forEach(search::look);
      }
    }
    return search.found;
  }

  private void look(RRset rrset) {
    if (listedTypes.contains(rrset.type())) {
      service.regions().forEach(region -> addListed(rrset, region));
    } else {
      rrset.records().forEach(data -> addOfZone(rrset, data));
    }
  }

  private void addListed(RRset rrset, String region) {
    for (ListedRecord listed : service.listed().byRegion().getOrDefault(region, List.of())) {
      if (listed.type().equals(rrset.type())) {
        add(rrset, listed.data(), endpoint(rrset.type(), listed.data(), region));
      }
    }
  }

  private void addOfZone(RRset rrset, Rdata data) {
    regionOf(rrset.type(), data)
        .ifPresent(region -> add(rrset, data, endpoint(rrset.type(), data, region.name())));
  }

  private Optional<Region> regionOf(RecordType type, Rdata data) {
    if (isAddress(type)) {
      InetAddress address = address(data);
      return regions.stream().filter(region -> region.contains(address)).findFirst();
    }
    Name host = HostData.hostOf(type, data);
    return host == null
        ? Optional.empty()
        : regions.stream().filter(region -> region.contains(host)).findFirst();
  }

  private static Endpoint endpoint(RecordType type, Rdata data, String region) {
    Name host = HostData.hostOf(type, data);
    return host == null ? new Endpoint(address(data), region) : new Endpoint(host, region);
  }

  private void add(RRset rrset, Rdata data, Endpoint endpoint) {
    String text = isAddress(rrset.type()) ? endpoint.toString() : HostData.text(rrset.type(), data);
    Target target = new Target(endpoint, service.check());
    found.add(ServiceRecord.of(rrset.owner(), rrset.type(), data, target, text));
  }

  private static boolean isAddress(RecordType type) {
    return type.equals(RecordType.A) || type.equals(RecordType.AAAA);
  }

  private static InetAddress address(Rdata data) {
    try {
      return InetAddress.getByAddress(data.wire());
    } catch (UnknownHostException impossible) {
      throw new IllegalStateException(
          "address record with " + data.length() + " octets passed the zone reader", impossible);
    }
  }
}
