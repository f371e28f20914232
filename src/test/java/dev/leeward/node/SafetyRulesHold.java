package dev.leeward.node;

import dev.leeward.agreement.Decision;
import dev.leeward.agreement.Tally;
import dev.leeward.agreement.Verdict;
import dev.leeward.topology.Safety;
import dev.leeward.topology.Service;
import dev.leeward.topology.ServicePlan;
import dev.leeward.topology.ServiceRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * No decision leaves fewer than {@code min-regions} in or takes more than {@code
 * max-withdrawn-share} out, unless a quorum says that a region that stays is healthy or that all
 * are down. After {@code max-changes} nothing returns by itself while a region stays in without it.
 */
final class SafetyRulesHold implements Invariant {
  private final Map<DecisionLoop, Map<String, List<Long>>> changedNanos = new HashMap<>();
  private final Map<DecisionLoop, Map<String, Decision>> stood = new HashMap<>();

  @Override
  public Optional<String> violation(Simulation simulation, SimulatedInstance instance) {
    for (SimulatedInstance.Made made : instance.made()) {
      ServicePlan plan =
          instance
              .loop()
              .settings()
              .topology()
              .service(made.decided().decision().service())
              .orElseThrow();
      Optional<String> violation =
          tooFewLeft(instance, plan, made).or(() -> tooOften(simulation, instance, plan, made));
      if (violation.isPresent()) {
        return violation;
      }
    }
    remember(simulation, instance);
    return Optional.empty();
  }

  private static Optional<String> tooFewLeft(
      SimulatedInstance instance, ServicePlan plan, SimulatedInstance.Made made) {
    Decision after = made.decided().decision();
    List<String> regions =
        plan.service().regions().stream().filter(each -> !plan.recordsIn(each).isEmpty()).toList();
    List<String> left =
        regions.stream()
            .filter(each -> made.standing().region(each).in() && !after.region(each).in())
            .toList();
    Tally tally = Objects.requireNonNull(instance.seen().tallies().get(plan.service().name()));
    boolean anotherIsHealthy =
        regions.stream()
            .filter(each -> !left.contains(each))
            .anyMatch(each -> isHealthy(plan, each, tally, List.of(Verdict.UP)));
    boolean allDown =
        regions.stream()
            .noneMatch(
                each -> isHealthy(plan, each, tally, List.of(Verdict.UP, Verdict.UNDECIDED)));
    long in = regions.stream().filter(each -> after.region(each).in()).count();
    Safety safety = plan.service().safety();
    boolean tooFew =
        in < safety.minRegions()
            || regions.size() - in > safety.maxWithdrawnShare() * regions.size() + 0.001;
    return !left.isEmpty() && tooFew && !anotherIsHealthy && !allDown
        ? Optional.of(left + " went out, " + in + " of " + regions.size() + " stay in: " + safety)
        : Optional.empty();
  }

  /** Every region of the simulation has one RRset of the service. */
  private static boolean isHealthy(
      ServicePlan plan, String region, Tally tally, List<Verdict> healthy) {
    List<ServiceRecord> records = plan.recordsIn(region);
    long alive =
        records.stream().filter(each -> healthy.contains(tally.verdict(each.target()))).count();
    return alive >= plan.service().minHealthy().neededOf(records.size());
  }

  private Optional<String> tooOften(
      Simulation simulation,
      SimulatedInstance instance,
      ServicePlan plan,
      SimulatedInstance.Made made) {
    Safety safety = plan.service().safety();
    Decision after = made.decided().decision();
    long since = simulation.nowNanos() - safety.per().toNanos();
    long changes =
        changesOf(instance, plan.service().name()).stream().filter(at -> at > since).count();
    List<String> returningTo =
        plan.records().stream()
            .filter(each ->
                !made.standing().record(each.id(), each.region()).in()
                    && after.record(each.id(), each.region()).in())
            .map(ServiceRecord::region)
            .toList();
    boolean oneStays =
        plan.service().regions().stream()
            .filter(each -> !returningTo.contains(each))
            .anyMatch(each -> made.standing().region(each).in() && after.region(each).in());
    return plan.service().failback() == Service.Failback.AUTOMATIC
            && changes >= safety.maxChanges()
            && oneStays
            && !returningTo.isEmpty()
        ? Optional.of("a record returns after " + changes + " changes: " + safety)
        : Optional.empty();
  }

  private List<Long> changesOf(SimulatedInstance instance, String service) {
    return changedNanos
        .computeIfAbsent(instance.loop(), loop -> new HashMap<>())
        .computeIfAbsent(service, name -> new ArrayList<>());
  }

  private void remember(Simulation simulation, SimulatedInstance instance) {
    Map<String, Decision> before = stood.computeIfAbsent(instance.loop(), loop -> new HashMap<>());
    for (ServicePlan plan : instance.loop().settings().topology().services()) {
      String service = plan.service().name();
      Decision now = instance.loop().ledger().decision(service);
      Decision last = before.put(service, now);
      if (last != null && last != now && differ(plan, last, now)) {
        changesOf(instance, service).add(simulation.nowNanos());
      }
    }
  }

  private static boolean differ(ServicePlan plan, Decision one, Decision other) {
    return plan.service().regions().stream()
            .anyMatch(each -> one.region(each).in() != other.region(each).in())
        || plan.records().stream()
            .anyMatch(each ->
                one.record(each.id(), each.region()).in()
                    != other.record(each.id(), each.region()).in());
  }
}
