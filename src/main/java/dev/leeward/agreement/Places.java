package dev.leeward.agreement;

import dev.leeward.topology.Region;
import dev.leeward.topology.ServicePlan;
import dev.leeward.topology.Topology;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The regions and services of the running configuration: what an operator can force anything of.
 */
public record Places(Set<String> regions, Set<String> services) {
  public Places {
    regions = Set.copyOf(regions);
    services = Set.copyOf(services);
  }

  public static Places of(Topology topology) {
    return new Places(
        topology.regions().stream().map(Region::name).collect(Collectors.toSet()),
        topology.services().stream()
            .map(ServicePlan::service)
            .map(service -> service.name())
            .collect(Collectors.toSet()));
  }

  boolean hasAllOf(OverrideEntry override) {
    String region = override.region();
    String service = override.service();
    return (region == null || regions.contains(region))
        && (service == null || services.contains(service));
  }
}
