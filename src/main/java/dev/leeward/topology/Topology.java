package dev.leeward.topology;

import dev.leeward.zone.ZoneSet;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

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
   * A service's endpoints are the addresses and hosts that its names' records point at; records in
   * none of its regions are nobody's to withdraw.
   */
  public static Topology of(List<Region> regions, List<Service> services, ZoneSet zones) {
    List<ServicePlan> plans =
        services.stream()
            .map(service -> ServicePlan.of(service, RecordSearch.find(service, regions, zones)))
            .toList();
    return new Topology(regions, plans);
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
