package dev.leeward.node;

import dev.leeward.agreement.OverrideEntry;
import dev.leeward.agreement.Overrides;
import dev.leeward.agreement.Tally;
import dev.leeward.agreement.Verdict;
import dev.leeward.failover.DrillRule;
import dev.leeward.failover.DrillRule.Objection;
import dev.leeward.failover.Loss;
import dev.leeward.failover.Prospect;
import dev.leeward.failover.Selection;
import dev.leeward.topology.Instance;
import dev.leeward.topology.ServicePlan;
import dev.leeward.topology.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** Whether a drill may begin or go on, from a snapshot. Pure. */
final class DrillStart {
  private static final String RUNNING = "drill-running";
  private static final String NO_QUORUM = "no-quorum";
  private static final String NOTHING_TO_REHEARSE = "nothing-to-rehearse";
  private static final String NOTHING_LEFT = "nothing-left";
  private static final String PARTITION = "partition";
  private static final String UNHEALTHY = "unhealthy";

  private DrillStart() {}

  /** What stands against beginning it; none when it may. */
  static List<Objection> refusals(LoopSnapshot now, OverrideEntry drill, List<Instance> instances) {
    List<Objection> refusals = new ArrayList<>();
    Overrides overrides = now.ledger().overridesInForce(now.at().wallMillis());
    overrides
        .drill()
        .ifPresent(running ->
            refusals.add(
                new Objection(RUNNING, DrillId.of(running) + " runs, " + running.attribution())));
    List<ServicePlan> affected = DrillRule.affected(now.settings().topology(), drill);
    String region = Objects.requireNonNull(drill.region());
    boolean served =
        affected.stream().anyMatch(plan -> selected(now, plan, overrides).contains(region));
    if (!served) {
      refusals.add(
          new Objection(
              NOTHING_TO_REHEARSE, "no service that it is about is served from " + region));
    }
    refusals.addAll(running(now, drill));
    refusals.addAll(afterTheLoss(now, affected, region, instances));
    return refusals.stream().distinct().toList();
  }

  private static List<String> selected(LoopSnapshot now, ServicePlan plan, Overrides overrides) {
    return Selection.select(plan, now.ledger().decision(plan.service().name()), overrides)
        .regions();
  }

  /** What stands against it while it runs. */
  static List<Objection> running(LoopSnapshot now, OverrideEntry drill) {
    List<Objection> objections =
        new ArrayList<>(
            DrillRule.objections(
                now.settings().topology(),
                now.ledger(),
                drill,
                now.at().wallMillis(),
                verdicts(now)));
    if (!now.hasQuorum()) {
      objections.add(
          new Objection(
              NO_QUORUM,
              "%d of %d fresh ballots: nothing would be decided if something broke"
                  .formatted(now.freshVoters(), now.settings().electorate().quorum())));
    }
    return objections;
  }

  private static Function<ServicePlan, Function<Target, Verdict>> verdicts(LoopSnapshot now) {
    return plan -> {
      Tally tally = now.tallies().get(plan.service().name());
      return tally == null ? target -> Verdict.UNDECIDED : tally::verdict;
    };
  }

  /** By the same rules as a simulation: its endpoints gone, its instances not. */
  private static List<Objection> afterTheLoss(
      LoopSnapshot now, List<ServicePlan> affected, String region, List<Instance> instances) {
    Set<String> endpoints = new TreeSet<>();
    affected.forEach(plan ->
        plan.recordsIn(region).forEach(each -> endpoints.add(each.target().endpoint().text())));
    List<Objection> refusals = new ArrayList<>();
    Loss loss = new Loss(Set.of(), Set.of(), endpoints);
    for (Prospect prospect : Simulate.running(now, instances).prospects(loss)) {
      if (affected.contains(prospect.plan())) {
        String service = prospect.plan().service().name();
        prospect
            .refusals()
            .forEach(each -> refusals.add(new Objection(each.rule().word(), each.what())));
        prospect
            .dead()
            .forEach(each ->
                refusals.add(
                    new Objection(
                        NOTHING_LEFT, service + " would serve nothing that works at " + each)));
        prospect
            .empty()
            .forEach(each ->
                refusals.add(
                    new Objection(
                        NOTHING_LEFT, service + " would be served from where no " + each + " is")));
      }
    }
    return refusals;
  }

  /** What a drill that nobody watches must not begin beside; none when all is well. */
  static List<Objection> unwell(LoopSnapshot now) {
    List<Objection> unwell = new ArrayList<>();
    for (LoopSnapshot.VoterNow voter : now.voters()) {
      if (!Views.counts(voter)) {
        unwell.add(new Objection(PARTITION, voter.name() + " is not heard or abstains"));
      }
    }
    if (now.havingTheSameLedger().size() < now.voters().size()) {
      unwell.add(new Objection(PARTITION, "not all instances have the same ledger"));
    }
    for (OverrideEntry each : now.ledger().overridesInForce(now.at().wallMillis()).inForce()) {
      if (each.kind() != OverrideEntry.Kind.FAILBACK) {
        unwell.add(new Objection(DrillRule.OVERRIDDEN, each.key() + " is in force"));
      }
    }
    for (ServicePlan plan : now.settings().topology().services()) {
      String service = plan.service().name();
      Function<Target, Verdict> verdicts = verdicts(now).apply(plan);
      boolean up = plan.targets().stream().allMatch(each -> verdicts.apply(each) == Verdict.UP);
      if (!up || now.ledger().decision(service).recordsOut() > 0) {
        unwell.add(new Objection(UNHEALTHY, "not all of " + service + " is up and in"));
      }
    }
    return unwell;
  }
}
