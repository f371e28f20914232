package dev.leeward.failover;

import dev.leeward.agreement.Decision;
import dev.leeward.topology.ServicePlan;

/**
 * All that steers one service now.
 *
 * @param shortTtl whether caches must be short
 */
public record ServiceState(
    ServicePlan plan, Decision decision, Selection selection, boolean shortTtl) {
  /** Cap in seconds on the TTL of what health can change. */
  public long ttlCap() {
    return shortTtl
        ? Math.min(plan.service().suspectTtl(), plan.service().ttl())
        : plan.service().ttl();
  }
}
