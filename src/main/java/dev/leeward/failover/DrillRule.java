package dev.leeward.failover;

import dev.leeward.agreement.Decision;
import dev.leeward.agreement.Ledger;
import dev.leeward.agreement.OverrideEntry;
import dev.leeward.agreement.OverrideEntry.Kind;
import dev.leeward.agreement.Overrides;
import dev.leeward.agreement.Verdict;
import dev.leeward.topology.ServicePlan;
import dev.leeward.topology.Target;
import dev.leeward.topology.Topology;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * What stands against a drill, before it begins and at every moment while it runs: a safety rule
 * that it breaks, a region that would serve in its place and is not healthy, an operator who has
 * forced something there, or the region's own outage, beside which there is nothing to rehearse.
 * Pure.
 */
public final class DrillRule {
  /** A region that serves in place of the drilled one is not healthy. */
  public static final String STANDBY_HEALTH = "standby-health";

  /** The region is really out. */
  public static final String REGION_OUT = "region-out";

  /** An operator has frozen, or has drained or pinned what the drill is about. */
  public static final String OVERRIDDEN = "overridden";

  private DrillRule() {}

  /**
   * A rule by its name, and what it says against the drill.
   *
   * @param what in one line, without the rule's name
   */
  public record Objection(String rule, String what) {
    @Override
    public String toString() {
      return rule + ": " + what;
    }
  }

  /** The services that a drill is about: those that it covers and that have records there. */
  public static List<ServicePlan> affected(Topology topology, OverrideEntry drill) {
    String region = Objects.requireNonNull(drill.region());
    return topology.services().stream()
        .filter(plan -> drill.covers(plan.service().name()))
        .filter(plan -> plan.service().regions().contains(region))
        .filter(plan -> !plan.recordsIn(region).isEmpty())
        .toList();
  }

  /** What the drill makes of a service, shadow or not. */
  public static Selection rehearsed(
      ServicePlan plan, Decision decision, Overrides overrides, OverrideEntry drill) {
    return Selection.select(plan, decision, overrides.withoutDrill().and(as(Kind.DRILL, drill)));
  }

  /** Every objection, safety rules first; none when it may be. */
  public static List<Objection> objections(
      Topology topology,
      Ledger ledger,
      OverrideEntry drill,
      long wallMillis,
      Function<ServicePlan, Function<Target, Verdict>> verdicts) {
    List<Objection> objections = new ArrayList<>();
    DrainRule.broken(topology, ledger, as(Kind.DRAIN, drill), wallMillis)
        .forEach(each -> objections.add(new Objection(each.rule().word(), inDrillsWords(each))));
    Overrides overrides = ledger.overridesInForce(wallMillis).withoutDrill();
    for (ServicePlan plan : affected(topology, drill)) {
      Decision decision = ledger.decision(plan.service().name());
      forced(plan, overrides, drill, objections);
      String region = Objects.requireNonNull(drill.region());
      if (!decision.region(region).in()) {
        objections.add(
            new Objection(REGION_OUT, region + " is out of " + plan.service().name() + " anyway"));
      }
      for (String standby : rehearsed(plan, decision, overrides, drill).regions()) {
        unhealthy(plan, standby, verdicts.apply(plan), objections);
      }
    }
    return objections.stream().distinct().toList();
  }

  private static String inDrillsWords(Refusal refusal) {
    return refusal.what().replaceFirst("^draining ", "a drill of ");
  }

  /** What an operator forces goes before a rehearsal, and would be measured in its place. */
  private static void forced(
      ServicePlan plan, Overrides overrides, OverrideEntry drill, List<Objection> objections) {
    for (OverrideEntry each : overrides.inForce()) {
      boolean concerns =
          switch (each.kind()) {
            case FREEZE -> true;
            case DRAIN, PIN ->
                each.covers(plan.service().name())
                    && plan.service().regions().contains(Objects.requireNonNull(each.region()));
            case FAILBACK, DRILL, SHADOW_DRILL -> false;
          };
      if (concerns) {
        objections.add(
            new Objection(OVERRIDDEN, each.key() + " is in force, " + each.attribution()));
      }
    }
  }

  private static void unhealthy(
      ServicePlan plan,
      String standby,
      Function<Target, Verdict> verdicts,
      List<Objection> objections) {
    boolean healthy =
        RegionHealth.isHealthy(
            plan, standby, record -> verdicts.apply(record.target()) != Verdict.DOWN);
    if (!healthy) {
      TreeMap<String, Verdict> down = new TreeMap<>();
      plan.recordsIn(standby)
          .forEach(record ->
              down.put(record.target().endpoint().toString(), verdicts.apply(record.target())));
      down.values().removeIf(verdict -> verdict != Verdict.DOWN);
      objections.add(
          new Objection(
              STANDBY_HEALTH,
              standby
                  + " would serve "
                  + plan.service().name()
                  + " and is not healthy: "
                  + String.join(", ", down.keySet())
                  + " down"));
    }
  }

  private static OverrideEntry as(Kind kind, OverrideEntry drill) {
    return new OverrideEntry(
        kind,
        drill.region(),
        drill.service(),
        true,
        drill.term(),
        drill.by(),
        drill.reason(),
        drill.atMillis(),
        drill.untilMillis());
  }
}
