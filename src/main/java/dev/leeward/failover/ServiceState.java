package dev.leeward.failover;

import dev.leeward.agreement.Decision;
import dev.leeward.topology.ServicePlan;
import java.util.List;

/**
 * All that steers one service now.
 *
 * @param refusals what safety rules keep from happening
 * @param shortTtl whether caches must be short
 */
public record ServiceState(
    ServicePlan plan,
    Decision decision,
    Selection selection,
    List<Refusal> refusals,
    boolean shortTtl) {
  public ServiceState {
    refusals = List.copyOf(refusals);
  }

  /** The same with these refusals beside it. */
  public ServiceState refusing(List<Refusal> refused) {
    return refused.isEmpty()
        ? this
        : new ServiceState(plan, decision, selection, refused, shortTtl);
  }

  /** Cap in seconds on the TTL of what health can change. */
  public long ttlCap() {
    return shortTtl
        ? Math.min(plan.service().suspectTtl(), plan.service().ttl())
        : plan.service().ttl();
  }
}
