package dev.leeward.failover;

import dev.leeward.agreement.Ledger;
import dev.leeward.agreement.OverrideEntry;
import dev.leeward.agreement.Overrides;
import dev.leeward.topology.ServicePlan;
import dev.leeward.topology.Topology;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A drain that would leave a service without a healthy region is refused unless the operator names
 * the rule.
 */
public final class DrainRule {
  /** What {@code --force} must name. */
  public static final String MIN_REGIONS = "min-regions";

  private DrainRule() {}

  /** Why the drain is refused; empty when it may be. */
  public static Optional<String> refusal(
      Topology topology, Ledger ledger, OverrideEntry drain, long wallMillis) {
    Overrides before = ledger.overridesInForce(wallMillis);
    Overrides after = before.and(drain);
    String region = Objects.requireNonNull(drain.region());
    List<String> left = new ArrayList<>();
    for (ServicePlan plan : topology.services()) {
      if (drain.covers(plan.service().name())
          && plan.service().regions().contains(region)
          && leavesNothing(reason(plan, ledger, before), reason(plan, ledger, after))) {
        left.add(plan.service().name());
      }
    }
    return left.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "draining "
                + region
                + " would leave no healthy, undrained region for "
                + String.join(", ", left));
  }

  /** A last resort that excluded drained regions must not be drained away either. */
  private static boolean leavesNothing(Selection.Reason before, Selection.Reason after) {
    return switch (after) {
      case FIRST_CHOICE, FAILED_OVER, EVERYWHERE, REDUCED, PINNED, NOTHING_TO_STEER -> false;
      case LAST_RESORT ->
          before != Selection.Reason.LAST_RESORT && before != Selection.Reason.ALL_DRAINED;
      case ALL_DRAINED -> before != Selection.Reason.ALL_DRAINED;
    };
  }

  private static Selection.Reason reason(ServicePlan plan, Ledger ledger, Overrides overrides) {
    return Selection.select(plan, ledger.decision(plan.service().name()), overrides).reason();
  }
}
