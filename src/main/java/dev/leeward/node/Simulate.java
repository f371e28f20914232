package dev.leeward.node;

import dev.leeward.agreement.Electorate;
import dev.leeward.agreement.Ledger;
import dev.leeward.agreement.Overrides;
import dev.leeward.agreement.Tally;
import dev.leeward.agreement.Verdict;
import dev.leeward.config.Loaded;
import dev.leeward.config.Settings;
import dev.leeward.control.SimulateView;
import dev.leeward.control.SimulateView.Detection;
import dev.leeward.control.SimulateView.ServiceProspect;
import dev.leeward.failover.Circumstances;
import dev.leeward.failover.Foresight;
import dev.leeward.failover.Loss;
import dev.leeward.failover.Prospect;
import dev.leeward.health.CheckSettings;
import dev.leeward.health.CheckTiming;
import dev.leeward.topology.Instance;
import dev.leeward.topology.ServicePlan;
import dev.leeward.topology.ServiceRecord;
import dev.leeward.topology.Target;
import dev.leeward.topology.Topology;
import dev.leeward.zone.ZoneSet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a loss would do, from a running instance's snapshot or from a configuration alone, where
 * everything is taken to be healthy. Pure.
 *
 * @param quorum how many must say the same
 * @param counts whether a voter's ballots count now
 */
record Simulate(
    Topology topology,
    ZoneSet zones,
    Map<String, CheckSettings> checks,
    List<Instance> instances,
    int quorum,
    Predicate<String> counts,
    Ledger ledger,
    Overrides overrides,
    Function<ServicePlan, Function<Target, Verdict>> verdicts,
    Function<ServicePlan, Circumstances> circumstances,
    Capacities capacities) {
  private static final Duration FOR_EVER = Duration.ofDays(365);

  /** As an instance sees it now. */
  static Simulate running(LoopSnapshot now, List<Instance> instances) {
    Electorate electorate = now.settings().electorate();
    Overrides overrides = now.ledger().overridesInForce(now.at().wallMillis());
    return new Simulate(
        now.settings().topology(),
        now.settings().zones(),
        now.settings().checks(),
        instances,
        electorate.quorum(),
        name ->
            now.voters().stream()
                .anyMatch(voter -> voter.name().equals(name) && Views.counts(voter)),
        now.ledger(),
        overrides,
        plan -> {
          Tally tally = now.tallies().get(plan.service().name());
          return tally == null ? target -> Verdict.UNDECIDED : tally::verdict;
        },
        plan ->
            new Circumstances(now.uptime(), true, overrides.releasedUpTo(plan.service().name())),
        Capacities.of(now.probed()));
  }

  /** The same as if no drill ran. */
  Simulate withoutDrill() {
    return new Simulate(
        topology,
        zones,
        checks,
        instances,
        quorum,
        counts,
        ledger,
        overrides.withoutDrill(),
        verdicts,
        circumstances,
        capacities);
  }

  /** As the configuration says, with everything up and nothing decided or overridden. */
  static Simulate offline(Settings settings, Loaded loaded) {
    return new Simulate(
        loaded.topology(),
        loaded.zones(),
        settings.checks(),
        settings.instances(),
        settings.agreement().quorum(),
        name -> true,
        Ledger.EMPTY,
        Overrides.NONE,
        plan -> target -> Verdict.UP,
        plan -> new Circumstances((service, target) -> FOR_EVER.toNanos(), true, 0),
        Capacities.UNKNOWN);
  }

  /**
   * @param words names of regions, instances and endpoints
   */
  SimulateView lose(List<String> words) throws Loss.UnknownException {
    Map<String, String> places =
        instances.stream().collect(Collectors.toMap(Instance::name, Instance::region));
    Loss loss = Loss.of(words, topology, places);
    long left =
        instances.stream()
            .filter(each -> counts.test(each.name()))
            .filter(each -> !loss.takesInstance(each.name(), each.region()))
            .count();
    int voters = instances.isEmpty() ? 1 : (int) left;
    String reason = whyNothingIsDecided(voters);
    Foresight foresight = new Foresight(zones, ledger, overrides, reason == null);
    return new SimulateView(
        said(loss),
        voters,
        Math.max(1, instances.size()),
        quorum,
        reason == null,
        reason,
        topology.services().stream()
            .map(plan ->
                prospect(
                    foresight.after(loss, plan, verdicts.apply(plan), circumstances.apply(plan)),
                    loss))
            .toList());
  }

  /** Of every service, as if a quorum were left. */
  List<Prospect> prospects(Loss loss) {
    Foresight foresight = new Foresight(zones, ledger, overrides, true);
    return topology.services().stream()
        .map(plan -> foresight.after(loss, plan, verdicts.apply(plan), circumstances.apply(plan)))
        .toList();
  }

  private @Nullable String whyNothingIsDecided(int voters) {
    if (voters < quorum) {
      return "no quorum: " + voters + " of " + quorum + " voters; the last agreed state is held";
    }
    return overrides.isFrozen() ? "frozen by an operator: the last agreed state is held" : null;
  }

  private static List<String> said(Loss loss) {
    List<String> lost = new ArrayList<>();
    loss.regions().stream().sorted().forEach(each -> lost.add("region " + each));
    loss.instances().stream().sorted().forEach(each -> lost.add("instance " + each));
    loss.endpoints().stream().sorted().forEach(each -> lost.add("endpoint " + each));
    return lost;
  }

  private ServiceProspect prospect(Prospect prospect, Loss loss) {
    return new ServiceProspect(
        prospect.plan().service().name(),
        prospect.before().regions(),
        prospect.after().regions(),
        Views.lower(prospect.after().reason()),
        prospect.plan().records().stream()
            .filter(each -> prospect.before().serves(each) && !prospect.after().serves(each))
            .map(ServiceRecord::id)
            .toList(),
        prospect.refusals().stream().map(Object::toString).toList(),
        prospect.dead(),
        prospect.empty(),
        prospect.changes() ? detection(prospect.plan(), loss) : null,
        capacities.of(prospect, loss));
  }

  /** The slowest of the checks that see it: until then part of the old answer is served. */
  private @Nullable Detection detection(ServicePlan plan, Loss loss) {
    return plan.targets().stream()
        .filter(target -> loss.takes(target.endpoint()))
        .map(target -> checks.get(target.check()))
        .filter(java.util.Objects::nonNull)
        .findFirst()
        .map(check -> detection(plan, check.timing()))
        .orElse(null);
  }

  private static Detection detection(ServicePlan plan, CheckTiming timing) {
    Duration hold = plan.service().withdrawal().hold();
    Duration refusing =
        hold.plus(timing.interval())
            .plus(timing.jitter())
            .plus(timing.retryInterval().multipliedBy(timing.fall() - 1L));
    Duration silent = hold.plus(timing.worstCaseToDown());
    return new Detection(refusing, silent, silent.plusSeconds(plan.service().ttl()));
  }
}
