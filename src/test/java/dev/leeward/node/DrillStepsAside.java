package dev.leeward.node;

import dev.leeward.agreement.Decision;
import dev.leeward.agreement.OverrideEntry;
import dev.leeward.agreement.Overrides;
import dev.leeward.topology.ServicePlan;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * A rehearsal is never an outage. Read off the answers: a drilled region is not in them while
 * another one could serve, and is when none could.
 */
final class DrillStepsAside implements Invariant {
  @Override
  public Optional<String> violation(Simulation simulation, SimulatedInstance instance) {
    Overrides overrides = instance.loop().ledger().overridesInForce(instance.now().wallMillis());
    Optional<OverrideEntry> drill =
        overrides.drill().filter(each -> each.kind() == OverrideEntry.Kind.DRILL);
    if (drill.isEmpty()) {
      return Optional.empty();
    }
    return instance.loop().settings().topology().services().stream()
        .filter(plan -> overrides.pin(plan.service().name()).isEmpty())
        .flatMap(plan -> violation(instance, plan, overrides, drill.get()).stream())
        .findFirst();
  }

  private static Optional<String> violation(
      SimulatedInstance instance, ServicePlan plan, Overrides overrides, OverrideEntry drill) {
    String service = plan.service().name();
    String region = Objects.requireNonNull(drill.region());
    Decision decision = instance.loop().ledger().decision(service);
    List<String> able =
        plan.service().regions().stream()
            .filter(each -> !plan.recordsIn(each).isEmpty())
            .filter(each -> !overrides.isDrained(each, service) && decision.region(each).in())
            .toList();
    if (!able.contains(region)) {
      return Optional.empty();
    }
    Set<String> answered = OverrideBeatsVerdict.regionsAnswered(instance, plan);
    boolean isAlone = able.size() == 1;
    return answered.contains(region) == isAlone
        ? Optional.empty()
        : Optional.of(
            "%s is drilled and %s could serve %s, answered: %s"
                .formatted(region, able, service, answered));
  }
}
