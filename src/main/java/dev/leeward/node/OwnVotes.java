package dev.leeward.node;

import dev.leeward.agreement.Vote;
import dev.leeward.health.HealthMonitor;
import dev.leeward.topology.ServicePlan;
import dev.leeward.topology.Target;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What this voter's ballot says of each target; owned by the decision loop. Thousands of targets
 * are asked only when one of them may have changed.
 */
final class OwnVotes {
  private final HealthMonitor health;
  private final Map<String, List<Vote>> byService = new HashMap<>();
  private long version = -1;

  OwnVotes(HealthMonitor health) {
    this.health = health;
  }

  /** In the order of the plan's targets. */
  List<Vote> on(ServicePlan plan) {
    if (version != health.beliefsVersion()) {
      version = health.beliefsVersion();
      byService.clear();
    }
    return byService.computeIfAbsent(
        plan.service().name(), _ -> plan.targets().stream().map(this::vote).toList());
  }

  private Vote vote(Target target) {
    return switch (health.belief(target)) {
      case UNKNOWN -> Vote.UNKNOWN;
      case UP -> Vote.UP;
      case SUSPECT -> Vote.SUSPECT;
      case DOWN -> Vote.DOWN;
    };
  }
}
