package dev.leeward.failover;

import dev.leeward.agreement.Decision;
import dev.leeward.topology.Safety;
import dev.leeward.topology.ServicePlan;
import dev.leeward.topology.ServiceRecord;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * When each service's decision last changed what is in or out, on this voter's own monotonic clock:
 * after many changes returns wait. Owned by the decision loop.
 *
 * <p>Like a hold it is no part of a decision: voters that count a little differently propose a
 * return alike once the last of them lets it happen. A restart begins with none, as it begins its
 * holds anew.
 */
public final class ChangeClock {
  private final Map<String, Decision> seen = new HashMap<>();
  private final Map<String, ArrayDeque<Long>> changesNanos = new HashMap<>();

  /** The decision that stands now, wherever it came from. */
  public void observe(ServicePlan plan, Decision standing, long nowNanos) {
    String service = plan.service().name();
    Decision before = seen.put(service, standing);
    ArrayDeque<Long> changes = changesNanos.computeIfAbsent(service, name -> new ArrayDeque<>());
    if (before != null && !before.equals(standing) && differs(plan, before, standing)) {
      changes.addLast(nowNanos);
    }
    long period = plan.service().safety().per().toNanos();
    while (!changes.isEmpty() && nowNanos - changes.getFirst() >= period) {
      changes.removeFirst();
    }
  }

  /** Flaps that are forgiven are no change. */
  private static boolean differs(ServicePlan plan, Decision one, Decision other) {
    for (String region : plan.service().regions()) {
      if (one.region(region).in() != other.region(region).in()) {
        return true;
      }
    }
    for (ServiceRecord record : plan.records()) {
      String region = record.region();
      if (one.record(record.id(), region).in() != other.record(record.id(), region).in()) {
        return true;
      }
    }
    return false;
  }

  /** Whether so few changes were seen of late that records and regions may return. */
  public boolean mayReturn(ServicePlan plan) {
    Safety safety = plan.service().safety();
    ArrayDeque<Long> changes = changesNanos.get(plan.service().name());
    return changes == null || changes.size() < safety.maxChanges();
  }

  /** Forgets services that a reload removed. */
  public void retain(Set<String> services) {
    seen.keySet().retainAll(services);
    changesNanos.keySet().retainAll(services);
  }
}
