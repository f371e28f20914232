package dev.leeward.failover;

import dev.leeward.topology.ServicePlan;
import dev.leeward.topology.Target;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Since when something is so of the targets of services. By targets, not by records: ten thousand
 * names may share a few.
 */
final class Since {
  private final Map<String, Map<Target, Long>> nanos;

  Since() {
    this(new HashMap<>());
  }

  private Since(Map<String, Map<Target, Long>> nanos) {
    this.nanos = nanos;
  }

  /** Those of one service, to be changed by whoever looks at its targets. */
  Map<Target, Long> of(String service) {
    return nanos.computeIfAbsent(service, each -> new HashMap<>());
  }

  /** For how long; 0 where it is not so. */
  long forNanos(String service, Target target, long nowNanos) {
    Map<Target, Long> targets = nanos.get(service);
    Long since = targets == null ? null : targets.get(target);
    return since == null ? 0 : Math.max(0, nowNanos - since);
  }

  Since copy() {
    Map<String, Map<Target, Long>> copy = new HashMap<>();
    nanos.forEach((service, targets) -> copy.put(service, Map.copyOf(targets)));
    return new Since(copy);
  }

  /** Forgets what a reload removed. */
  void retain(List<ServicePlan> services) {
    Map<String, Set<Target>> kept = new HashMap<>();
    services.forEach(plan -> kept.put(plan.service().name(), new HashSet<>(plan.targets())));
    nanos.keySet().retainAll(kept.keySet());
    nanos.forEach(
        (service, targets) -> targets.keySet().retainAll(kept.getOrDefault(service, Set.of())));
  }

  void forget() {
    nanos.clear();
  }
}
