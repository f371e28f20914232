package dev.leeward.failover;

import dev.leeward.agreement.Ledger;
import dev.leeward.agreement.OverrideEntry;
import dev.leeward.agreement.Overrides;
import dev.leeward.topology.Safety;
import dev.leeward.topology.ServicePlan;
import dev.leeward.topology.Topology;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A drain after which too few regions of a service are in and undrained, or too many are out or
 * drained, is refused unless the operator names the rule. Who says {@code min-regions} accepts the
 * worse of the two, so that one word is enough in an emergency.
 */
public final class DrainRule {
  private DrainRule() {}

  /** Every rule that the drain breaks, the worse one first; none when it may be. */
  public static List<Refusal> broken(
      Topology topology, Ledger ledger, OverrideEntry drain, long wallMillis) {
    Overrides before = ledger.overridesInForce(wallMillis);
    String region = Objects.requireNonNull(drain.region());
    List<Refusal> broken = new ArrayList<>();
    List<String> nothing = new ArrayList<>();
    for (ServicePlan plan : topology.services()) {
      if (drain.covers(plan.service().name()) && plan.service().regions().contains(region)) {
        Count was = Count.of(plan, ledger, before);
        Count is = Count.of(plan, ledger, before.and(drain));
        if (is.leavesNothingWhere(was)) {
          nothing.add(plan.service().name());
        } else if (is.left() < was.left() && is.reason() != Selection.Reason.PINNED) {
          broken.addAll(broken(plan, is, region));
        }
      }
    }
    if (!nothing.isEmpty()) {
      String of = String.join(", ", nothing);
      broken.add(
          new Refusal(
              SafetyRule.MIN_REGIONS,
              region,
              "draining " + region + " would leave no healthy, undrained region for " + of));
    }
    broken.sort(java.util.Comparator.comparing(Refusal::rule));
    return broken;
  }

  /** Whether an operator who names {@code force} has accepted that. */
  public static boolean isForced(Refusal refusal, String force) {
    return force.equals(SafetyRule.MIN_REGIONS.word()) || force.equals(refusal.rule().word());
  }

  private static List<Refusal> broken(ServicePlan plan, Count is, String region) {
    Safety safety = plan.service().safety();
    List<Refusal> broken = new ArrayList<>();
    if (is.left() < safety.minRegions()) {
      broken.add(
          new Refusal(
              SafetyRule.MIN_REGIONS,
              region,
              "draining %s would leave %d of %d regions of %s healthy and undrained, not %d"
                  .formatted(
                      region, is.left(), is.all(), plan.service().name(), safety.minRegions())));
    }
    if (is.all() - is.left() > safety.mostOut(is.all())) {
      broken.add(
          new Refusal(
              SafetyRule.MAX_WITHDRAWN_SHARE,
              region,
              "draining %s would leave %d of %d regions of %s out or drained, %d may be"
                  .formatted(
                      region,
                      is.all() - is.left(),
                      is.all(),
                      plan.service().name(),
                      safety.mostOut(is.all()))));
    }
    return broken;
  }

  /**
   * A service's regions under some overrides.
   *
   * @param left those that are in and not drained
   */
  private record Count(int all, int left, Selection.Reason reason) {
    static Count of(ServicePlan plan, Ledger ledger, Overrides overrides) {
      String service = plan.service().name();
      List<String> present =
          plan.service().regions().stream()
              .filter(region -> !plan.recordsIn(region).isEmpty())
              .toList();
      long left =
          present.stream()
              .filter(region -> ledger.decision(service).region(region).in())
              .filter(region -> !overrides.isDrained(region, service))
              .count();
      Selection.Reason reason =
          Selection.select(plan, ledger.decision(service), overrides).reason();
      return new Count(present.size(), (int) left, reason);
    }

    /** A last resort that excluded drained regions must not be drained away either. */
    boolean leavesNothingWhere(Count before) {
      return switch (reason) {
        case FIRST_CHOICE, FAILED_OVER, EVERYWHERE, REDUCED, PINNED, NOTHING_TO_STEER -> false;
        case LAST_RESORT, REPLACED ->
            before.reason != reason && before.reason != Selection.Reason.ALL_DRAINED;
        case ALL_DRAINED -> before.reason != Selection.Reason.ALL_DRAINED;
      };
    }
  }
}
