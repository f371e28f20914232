package dev.leeward.failover;

import dev.leeward.dns.Name;
import dev.leeward.dns.RecordType;
import dev.leeward.topology.MinHealthy;
import dev.leeward.topology.ServicePlan;
import dev.leeward.topology.ServiceRecord;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Whether a region is healthy for a service: in each RRset of the service that it has records in,
 * at least {@code min-healthy} of them are in. Counted per RRset, or a region whose IPv4 is dead
 * would stay healthy by its IPv6 and answer nothing for A.
 */
final class RegionHealth {
  private record Owned(Name owner, RecordType type) {}

  private RegionHealth() {}

  static boolean isHealthy(ServicePlan plan, String region, Predicate<ServiceRecord> isIn) {
    List<ServiceRecord> records = plan.recordsIn(region);
    Map<Owned, Integer> all = new HashMap<>();
    Map<Owned, Integer> in = new HashMap<>();
    for (ServiceRecord record : records) {
      Owned rrset = new Owned(record.owner(), record.type());
      all.merge(rrset, 1, Integer::sum);
      in.merge(rrset, isIn.test(record) ? 1 : 0, Integer::sum);
    }
    MinHealthy needed = plan.service().minHealthy();
    return !records.isEmpty()
        && all.entrySet().stream()
            .allMatch(
                rrset -> in.getOrDefault(rrset.getKey(), 0) >= needed.neededOf(rrset.getValue()));
  }
}
