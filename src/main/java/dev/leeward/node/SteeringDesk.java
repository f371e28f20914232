package dev.leeward.node;

import dev.leeward.agreement.Decision;
import dev.leeward.agreement.Ledger;
import dev.leeward.agreement.Moment;
import dev.leeward.agreement.Overrides;
import dev.leeward.agreement.Tally;
import dev.leeward.failover.CompiledService;
import dev.leeward.failover.Explanation;
import dev.leeward.failover.Selection;
import dev.leeward.failover.ServiceState;
import dev.leeward.failover.SteeringCompiler;
import dev.leeward.failover.TtlClock;
import dev.leeward.serving.Serving;
import dev.leeward.serving.ServingState;
import dev.leeward.topology.ServicePlan;
import dev.leeward.zone.ZoneSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Lays overrides over decisions and publishes the result when it differs from what is served. Owned
 * by the decision loop.
 */
final class SteeringDesk {
  private final Serving serving;
  private final LoopEvents events;
  private final TtlClock ttl = new TtlClock();
  private List<ServiceState> published = List.of();
  private Map<String, CompiledService> compiled = Map.of();
  private Overrides laidOver = Overrides.NONE;
  private boolean zonesChanged = true;

  SteeringDesk(Serving serving, LoopEvents events) {
    this.serving = serving;
    this.events = events;
  }

  /** The next publication takes the new zones with it. */
  void zonesChanged() {
    zonesChanged = true;
  }

  /** Forgets services that a reload removed. */
  void retain(Set<String> services) {
    ttl.retain(services);
  }

  List<ServiceState> states() {
    return published;
  }

  void publish(
      DecisionSettings settings,
      Ledger ledger,
      Map<String, Tally> tallies,
      Refusals refusals,
      Moment now) {
    Overrides overrides = ledger.overridesInForce(now.wallMillis());
    List<ServiceState> next = new ArrayList<>();
    for (ServicePlan plan : settings.topology().services()) {
      ServiceState state =
          state(plan, ledger.decision(plan.service().name()), overrides, tallies, now);
      next.add(state.refusing(refusals.of(plan.service().name())));
    }
    laidOver = overrides;
    if (zonesChanged || !next.equals(published)) {
      long generation = serving.current().generation() + 1;
      List<CompiledService> services =
          next.stream().map(state -> compiled(state, settings.zones())).toList();
      serving.publish(
          new ServingState(
              settings.zones(),
              SteeringCompiler.together(services),
              settings.answers(),
              generation));
      published = List.copyOf(next);
      compiled =
          services.stream()
              .collect(
                  Collectors.toMap(
                      each -> each.state().plan().service().name(), Function.identity()));
      zonesChanged = false;
    }
  }

  /** A service may have ten thousands of names, which nobody compiles again for another one. */
  private CompiledService compiled(ServiceState state, ZoneSet zones) {
    CompiledService before = compiled.get(state.plan().service().name());
    return before == null || zonesChanged || !before.state().equals(state)
        ? SteeringCompiler.compile(zones, state)
        : before;
  }

  private ServiceState state(
      ServicePlan plan,
      Decision decision,
      Overrides overrides,
      Map<String, Tally> tallies,
      Moment now) {
    String service = plan.service().name();
    Optional<ServiceState> before =
        Optional.ofNullable(compiled.get(service)).map(CompiledService::state);
    Selection selection =
        before
            .filter(each -> each.plan().equals(plan) && each.decision().equals(decision))
            .filter(each -> Selection.isSameUnder(plan, laidOver, overrides))
            .map(ServiceState::selection)
            .orElseGet(() -> Selection.select(plan, decision, overrides));
    Tally tally = tallies.get(service);
    if (tally != null) {
      ttl.observe(plan, tally::isSuspect, now.nanos());
    }
    if (before.isPresent() && !before.get().selection().equals(selection)) {
      ttl.changed(service, now.nanos());
    }
    ServiceState state =
        new ServiceState(
            plan,
            decision,
            selection,
            List.of(),
            ttl.isShort(plan, selection.regions(), now.nanos()));
    if (before.isPresent() && !before.get().selection().equals(selection)) {
      events.happened(
          before.get().selection().regions().equals(selection.regions())
              ? "records-changed"
              : "switched",
          service,
          before.get().selection().regions()
              + " -> "
              + selection.regions()
              + "; "
              + Explanation.of(state));
    }
    return state;
  }
}
