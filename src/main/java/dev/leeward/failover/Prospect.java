package dev.leeward.failover;

import dev.leeward.topology.ServicePlan;
import java.util.List;

/**
 * A service before and after a loss.
 *
 * @param refusals what safety rules would keep from happening
 * @param dead owner and type of RRsets all of whose served records would be dead ones
 * @param empty owner and type of RRsets that the zone has and the answer would not: the served
 *     region lacks them
 */
public record Prospect(
    ServicePlan plan,
    Selection before,
    Selection after,
    List<Refusal> refusals,
    List<String> dead,
    List<String> empty) {
  public Prospect {
    refusals = List.copyOf(refusals);
    dead = List.copyOf(dead);
    empty = List.copyOf(empty);
  }

  public boolean changes() {
    return !before.withdrawn().equals(after.withdrawn())
        || !before.regions().equals(after.regions());
  }
}
