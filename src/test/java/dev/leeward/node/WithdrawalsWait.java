package dev.leeward.node;

import dev.leeward.agreement.Decision;
import dev.leeward.agreement.Tally;
import dev.leeward.agreement.Verdict;
import dev.leeward.topology.Service;
import dev.leeward.topology.ServicePlan;
import dev.leeward.topology.ServiceRecord;
import dev.leeward.topology.Withdrawal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A record leaves only by the decision of voters that have seen it down without interruption for
 * the withdrawal's hold, and no more serving regions leave within its time than it lets.
 */
final class WithdrawalsWait implements Invariant {
  /**
   * What is due within a second leaves with what is due now, and what begins is seen here at the
   * next look.
   */
  private static final Duration UNSEEN =
      Duration.ofSeconds(1).plusNanos(2 * SimulatedInstance.LOOK_NANOS);

  private final Map<DecisionLoop, Map<String, Long>> downNanos = new HashMap<>();
  private final Map<DecisionLoop, Map<String, Decision>> stood = new HashMap<>();
  private final Map<DecisionLoop, List<Left>> left = new HashMap<>();

  private record Left(String region, long term, long atNanos) {}

  @Override
  public Optional<String> violation(Simulation simulation, SimulatedInstance instance) {
    for (ServicePlan plan : instance.loop().settings().topology().services()) {
      watch(simulation, instance, plan);
    }
    for (SimulatedInstance.Made made : instance.made()) {
      ServicePlan plan =
          instance
              .loop()
              .settings()
              .topology()
              .service(made.decided().decision().service())
              .orElseThrow();
      Optional<String> early = early(simulation, instance, plan, made);
      if (early.isPresent()) {
        return early;
      }
    }
    return tooMany(simulation, instance);
  }

  private void watch(Simulation simulation, SimulatedInstance instance, ServicePlan plan) {
    String service = plan.service().name();
    Tally tally = instance.seen().tallies().get(service);
    Map<String, Long> down = downNanos.computeIfAbsent(instance.loop(), loop -> new HashMap<>());
    for (ServiceRecord record : plan.records()) {
      if (tally != null && tally.verdict(record.target()) == Verdict.DOWN) {
        down.putIfAbsent(record.id(), simulation.nowNanos());
      } else {
        down.remove(record.id());
      }
    }
    Decision now = instance.loop().ledger().decision(service);
    Decision before =
        stood.computeIfAbsent(instance.loop(), loop -> new HashMap<>()).put(service, now);
    // Of two steps in one event it cannot be said what served between them.
    if (before != null
        && service.equals(SimulatedConfiguration.WWW)
        && (before.term() == Decision.NO_TERM || now.term() <= before.term() + 1)) {
      left(instance).removeIf(each -> each.term() == now.term() && now.region(each.region()).in());
      serving(plan, before)
          .filter(region -> !now.region(region).in())
          .forEach(
              region -> left(instance).add(new Left(region, now.term(), simulation.nowNanos())));
    }
  }

  private List<Left> left(SimulatedInstance instance) {
    return left.computeIfAbsent(instance.loop(), loop -> new ArrayList<>());
  }

  private static Stream<String> serving(ServicePlan plan, Decision decision) {
    Stream<String> in =
        plan.service().regions().stream().filter(region -> decision.region(region).in());
    return plan.service().policy() == Service.Policy.SPREAD ? in : in.limit(1);
  }

  private Optional<String> early(
      Simulation simulation,
      SimulatedInstance instance,
      ServicePlan plan,
      SimulatedInstance.Made made) {
    Duration hold = plan.service().withdrawal().hold();
    Map<String, Long> down = downNanos.getOrDefault(instance.loop(), Map.of());
    for (ServiceRecord record : plan.records()) {
      boolean leaves =
          made.standing().record(record.id(), record.region()).in()
              && !made.decided().decision().record(record.id(), record.region()).in();
      long since = simulation.nowNanos() - down.getOrDefault(record.id(), simulation.nowNanos());
      if (leaves && since < hold.minus(UNSEEN).toNanos()) {
        return Optional.of(
            record.id() + " leaves after " + Duration.ofNanos(since) + ", its hold is " + hold);
      }
    }
    return Optional.empty();
  }

  /** By what this instance saw; whoever was away when the first one left may let another go. */
  private Optional<String> tooMany(Simulation simulation, SimulatedInstance instance) {
    Withdrawal withdrawal = instance.configuration().behaviour().withdrawal();
    long since = simulation.nowNanos() - withdrawal.per().toNanos();
    long count = left(instance).stream().filter(each -> each.atNanos() > since).count();
    boolean decided =
        instance.made().stream()
            .map(made -> made.decided().decision().service())
            .anyMatch(SimulatedConfiguration.WWW::equals);
    return decided && count > withdrawal.maxRegions() && leftNow(simulation, instance)
        ? Optional.of(count + " serving regions left within " + withdrawal.per())
        : Optional.empty();
  }

  private boolean leftNow(Simulation simulation, SimulatedInstance instance) {
    return left(instance).getLast().atNanos() == simulation.nowNanos();
  }
}
