package dev.leeward.failover;

import dev.leeward.topology.MinHealthy;
import dev.leeward.topology.ServicePlan;
import dev.leeward.topology.ServiceRecord;
import java.util.List;
import java.util.function.Predicate;

/**
 * Whether a region is healthy for a service: in each RRset of the service that it has records in,
 * at least {@code min-healthy} of them are in. Counted per RRset, or a region whose IPv4 is dead
 * would stay healthy by its IPv6 and answer nothing for A.
 */
final class RegionHealth {
  private RegionHealth() {}

  static boolean isHealthy(ServicePlan plan, String region, Predicate<ServiceRecord> isIn) {
    MinHealthy needed = plan.service().minHealthy();
    List<List<ServiceRecord>> rrsets = plan.rrsetsIn(region);
    for (List<ServiceRecord> rrset : rrsets) {
      int in = 0;
      for (ServiceRecord record : rrset) {
        in += isIn.test(record) ? 1 : 0;
      }
      if (in < needed.neededOf(rrset.size())) {
        return false;
      }
    }
    return !rrsets.isEmpty();
  }
}
