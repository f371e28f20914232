package dev.leeward.failover;

import dev.leeward.topology.ServicePlan;
import dev.leeward.topology.Target;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * When caches must be short: while a served endpoint is under suspicion or a change was just made,
 * for at most the service's hold, so that one voter with a lossy path does not keep every TTL low
 * for ever. Owned by the decision loop.
 */
public final class TtlClock {
  private final Map<String, Map<Target, Long>> suspectSinceNanos = new HashMap<>();
  private final Map<String, Long> changedNanos = new HashMap<>();

  /** What the service serves was changed just now. */
  public void changed(String service, long nowNanos) {
    changedNanos.put(service, nowNanos);
  }

  /**
   * @param isSuspect whether some voter's failing streak on the target has begun
   */
  public void observe(ServicePlan plan, Predicate<Target> isSuspect, long nowNanos) {
    Map<Target, Long> since =
        suspectSinceNanos.computeIfAbsent(plan.service().name(), service -> new HashMap<>());
    for (Target target : plan.targets()) {
      if (isSuspect.test(target)) {
        since.putIfAbsent(target, nowNanos);
      } else {
        since.remove(target);
      }
    }
  }

  public boolean isShort(ServicePlan plan, List<String> servedRegions, long nowNanos) {
    long hold = plan.service().failbackHold().toNanos();
    Long changed = changedNanos.get(plan.service().name());
    if (changed != null && nowNanos - changed < hold) {
      return true;
    }
    Map<Target, Long> since = suspectSinceNanos.getOrDefault(plan.service().name(), Map.of());
    return !since.isEmpty()
        && plan.targets().stream()
            .filter(target -> servedRegions.contains(target.endpoint().region()))
            .map(since::get)
            .anyMatch(began -> began != null && nowNanos - began < hold);
  }

  public void retain(Set<String> services) {
    changedNanos.keySet().retainAll(services);
    suspectSinceNanos.keySet().retainAll(services);
  }
}
