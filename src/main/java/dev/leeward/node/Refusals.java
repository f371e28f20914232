package dev.leeward.node;

import dev.leeward.failover.Refusal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What safety rules refuse now, told once when it begins and not with each turn. Owned by the
 * decision loop.
 */
final class Refusals {
  private final LoopEvents events;
  private final Map<String, List<Refusal>> standing = new HashMap<>();

  Refusals(LoopEvents events) {
    this.events = events;
  }

  void now(String service, List<Refusal> refused) {
    List<Refusal> before = of(service);
    if (!refused.equals(before)) {
      standing.put(service, refused);
      refused.stream()
          .filter(each -> !before.contains(each))
          .forEach(each -> events.happened("change-refused", service, each.toString()));
    }
  }

  List<Refusal> of(String service) {
    return standing.getOrDefault(service, List.of());
  }

  /** Forgets services that a reload removed. */
  void retain(Set<String> services) {
    standing.keySet().retainAll(services);
  }
}
