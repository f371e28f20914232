package dev.leeward.failover;

import dev.leeward.agreement.Decision;
import dev.leeward.agreement.Verdict;
import dev.leeward.topology.ServicePlan;
import dev.leeward.topology.Target;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Whether each service's decision may stand as it is, as it does on almost every turn. Owned by the
 * decision loop.
 */
public final class Rests {
  private final Map<String, Rest> known = new HashMap<>();

  /** Whether {@link DecisionRule} would let it stand, and refuse nothing. */
  public boolean hold(
      ServicePlan plan, Decision standing, Function<Target, Verdict> verdicts, Uptime uptime) {
    String service = plan.service().name();
    Rest rest = known.get(service);
    if (rest == null || !rest.isOf(plan, standing)) {
      rest = new Rest(plan, standing);
      known.put(service, rest);
    }
    return rest.holds(verdicts, uptime);
  }

  /** Forgets services that a reload removed. */
  public void retain(Set<String> services) {
    known.keySet().retainAll(services);
  }
}
