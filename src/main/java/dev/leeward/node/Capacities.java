package dev.leeward.node;

import dev.leeward.control.SimulateView;
import dev.leeward.failover.Loss;
import dev.leeward.failover.Prospect;
import dev.leeward.failover.Selection;
import dev.leeward.health.Opinion;
import dev.leeward.health.TargetHealth;
import dev.leeward.topology.Endpoint;
import dev.leeward.topology.ServicePlan;
import dev.leeward.topology.ServiceRecord;
import dev.leeward.topology.Target;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What endpoints that are up told of their capacity last. Pure.
 *
 * @param byTarget that is voted on, by its id; those that tell none are not there
 */
record Capacities(Map<String, Double> byTarget) {
  static final Capacities UNKNOWN = new Capacities(Map.of());

  Capacities {
    byTarget = Map.copyOf(byTarget);
  }

  /**
   * @param probed of hosts each address: together they are what the host has
   */
  static Capacities of(List<TargetHealth> probed) {
    Map<String, Double> told = new HashMap<>();
    for (TargetHealth each : probed) {
      Double capacity = each.notes().capacity();
      if (capacity != null && each.opinion().state() == Opinion.State.UP) {
        told.merge(votedOn(each.target()), capacity, Double::sum);
      }
    }
    return new Capacities(told);
  }

  private static String votedOn(Target probed) {
    return probed.endpoint().location() instanceof Endpoint.HostAddress at
        ? at.name() + "/" + probed.check()
        : probed.id();
  }

  /** What clients would have before and after a loss; null where no endpoint tells any. */
  SimulateView.@Nullable Capacity of(Prospect prospect, Loss loss) {
    ServicePlan plan = prospect.plan();
    if (plan.targets().stream().noneMatch(each -> byTarget.containsKey(each.id()))) {
      return null;
    }
    Set<Target> before = served(plan, prospect.before());
    Set<Target> after =
        served(plan, prospect.after()).stream()
            .filter(each -> !loss.takes(each.endpoint()))
            .collect(Collectors.toSet());
    long untold = after.stream().filter(each -> !byTarget.containsKey(each.id())).count();
    return new SimulateView.Capacity(sum(before), sum(after), (int) untold);
  }

  private static Set<Target> served(ServicePlan plan, Selection selection) {
    return plan.records().stream()
        .filter(selection::serves)
        .map(ServiceRecord::target)
        .collect(Collectors.toSet());
  }

  private double sum(Set<Target> targets) {
    return targets.stream().mapToDouble(each -> byTarget.getOrDefault(each.id(), 0.0)).sum();
  }
}
