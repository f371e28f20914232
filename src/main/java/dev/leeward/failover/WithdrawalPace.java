package dev.leeward.failover;

import dev.leeward.agreement.Decision;
import dev.leeward.agreement.Standing;
import dev.leeward.topology.Service;
import dev.leeward.topology.ServicePlan;
import dev.leeward.topology.Withdrawal;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * How many serving regions of each service health has taken out of late, on this voter's own
 * monotonic clock. Owned by the decision loop.
 *
 * <p>What nobody is led to may leave at any time: a standby that dies changes no answer and must
 * not use up what the serving region needs. Like {@link ChangeClock} it is no part of a decision
 * and begins anew with a restart.
 */
public final class WithdrawalPace {
  private final Map<String, Decision> seen = new HashMap<>();
  private final Map<String, ArrayDeque<Left>> left = new HashMap<>();

  private record Left(String region, long term, long atNanos) {}

  /** The decision that stands now, wherever it came from. */
  public void observe(ServicePlan plan, Decision standing, long nowNanos) {
    Withdrawal withdrawal = plan.service().withdrawal();
    if (!withdrawal.isPaced()) {
      return;
    }
    String service = plan.service().name();
    Decision before = seen.put(service, standing);
    ArrayDeque<Left> counted = left.computeIfAbsent(service, name -> new ArrayDeque<>());
    if (before != null && before != standing) {
      // Of two decisions of one term one remains: what only the other one took out never left.
      counted.removeIf(
          each -> each.term() == standing.term() && standing.region(each.region()).in());
      serving(plan, before::region).stream()
          .filter(region -> !standing.region(region).in())
          .forEach(region -> counted.addLast(new Left(region, standing.term(), nowNanos)));
    }
    counted.removeIf(each -> nowNanos - each.atNanos() >= withdrawal.per().toNanos());
  }

  /** How many more serving regions may leave now. */
  public int left(ServicePlan plan) {
    ArrayDeque<Left> counted = left.get(plan.service().name());
    int most = plan.service().withdrawal().maxRegions();
    return counted == null ? most : Math.max(0, most - counted.size());
  }

  /** Forgets services that a reload removed. */
  public void retain(Set<String> services) {
    seen.keySet().retainAll(services);
    left.keySet().retainAll(services);
  }

  /** The regions that may not leave yet: pure. */
  static List<Refusal> refusals(
      ServicePlan plan, Decision standing, Map<String, Standing> next, int left) {
    Withdrawal withdrawal = plan.service().withdrawal();
    if (!withdrawal.isPaced()) {
      return List.of();
    }
    String why =
        " stays in: at most %d serving %s within %ds"
            .formatted(
                withdrawal.maxRegions(),
                withdrawal.maxRegions() == 1 ? "region leaves" : "regions leave",
                withdrawal.per().toSeconds());
    return serving(plan, standing::region).stream()
        .filter(region -> !next.getOrDefault(region, Standing.IN).in())
        .skip(left)
        .map(region -> new Refusal(SafetyRule.MAX_REGIONS, region, region + why))
        .toList();
  }

  /** Those that clients are led to by health alone, in order of preference. */
  private static List<String> serving(ServicePlan plan, Function<String, Standing> regions) {
    List<String> in =
        plan.service().regions().stream()
            .filter(region -> !plan.recordsIn(region).isEmpty() && regions.apply(region).in())
            .toList();
    return plan.service().policy() == Service.Policy.SPREAD || in.isEmpty() ? in : in.subList(0, 1);
  }
}
