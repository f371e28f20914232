package dev.leeward.node;

import dev.leeward.agreement.Decision;
import dev.leeward.agreement.Standing;
import dev.leeward.agreement.Tally;
import dev.leeward.agreement.Verdict;
import dev.leeward.topology.Service;
import dev.leeward.topology.ServicePlan;
import dev.leeward.topology.ServiceRecord;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A record returns only by the decision of voters that have not seen its verdict down for the hold,
 * doubled for each time that it went out before. A region with a manual failback waits for its
 * operator while another one is in.
 */
final class FailbackHonoursHold implements Invariant {
  /** What is due within a second returns with what is due now. */
  private static final Duration TOGETHER = Duration.ofSeconds(1);

  private final Map<DecisionLoop, Map<String, Long>> downNanos = new HashMap<>();

  @Override
  public Optional<String> violation(Simulation simulation, SimulatedInstance instance) {
    Map<String, Long> down = downNanos.computeIfAbsent(instance.loop(), loop -> new HashMap<>());
    for (ServicePlan plan : instance.loop().settings().topology().services()) {
      Tally tally = instance.seen().tallies().get(plan.service().name());
      for (ServiceRecord record : plan.records()) {
        if (tally != null && tally.verdict(record.target()) == Verdict.DOWN) {
          down.put(record.id(), simulation.nowNanos());
        }
      }
    }
    for (SimulatedInstance.Made made : instance.made()) {
      ServicePlan plan =
          instance
              .loop()
              .settings()
              .topology()
              .service(made.decided().decision().service())
              .orElseThrow();
      Optional<String> violation =
          early(simulation, instance, plan, made, down).or(() -> unasked(instance, plan, made));
      if (violation.isPresent()) {
        return violation;
      }
    }
    return Optional.empty();
  }

  private static Optional<String> early(
      Simulation simulation,
      SimulatedInstance instance,
      ServicePlan plan,
      SimulatedInstance.Made made,
      Map<String, Long> down) {
    for (ServiceRecord record : plan.records()) {
      Standing before = made.standing().record(record.id(), record.region());
      Standing after = made.decided().decision().record(record.id(), record.region());
      long up = simulation.nowNanos() - down.getOrDefault(record.id(), instance.bornNanos());
      Duration hold = Simulation.HOLD.multipliedBy(1L << Math.max(0, before.flaps() - 1));
      if (!before.in() && after.in() && up < hold.minus(TOGETHER).toNanos()) {
        return Optional.of(
            record.id() + " returns after " + Duration.ofNanos(up) + ", its hold is " + hold);
      }
    }
    return Optional.empty();
  }

  private static Optional<String> unasked(
      SimulatedInstance instance, ServicePlan plan, SimulatedInstance.Made made) {
    if (plan.service().failback() == Service.Failback.AUTOMATIC) {
      return Optional.empty();
    }
    Decision after = made.decided().decision();
    long released =
        instance
            .loop()
            .ledger()
            .overridesInForce(instance.now().wallMillis())
            .releasedUpTo(plan.service().name());
    for (String region : plan.service().regions()) {
      boolean returns = !made.standing().region(region).in() && after.region(region).in();
      boolean another =
          plan.service().regions().stream()
              .anyMatch(each -> !each.equals(region) && after.region(each).in());
      if (returns && another && made.standing().region(region).sinceTerm() > released) {
        return Optional.of(region + " returns although no operator said so");
      }
    }
    return Optional.empty();
  }
}
