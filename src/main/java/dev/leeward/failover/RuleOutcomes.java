package dev.leeward.failover;

import dev.leeward.agreement.Decision;
import dev.leeward.agreement.OverrideEntry;
import dev.leeward.agreement.Overrides;
import dev.leeward.agreement.Standing;
import dev.leeward.agreement.Verdict;
import dev.leeward.failover.RuleOutcome.Effect;
import dev.leeward.topology.Service;
import dev.leeward.topology.ServicePlan;
import dev.leeward.topology.ServiceRecord;
import dev.leeward.topology.Target;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Each rule of the policy with its outcome for one service, in the order in which they are applied:
 * overrides, health of the regions, hold, failback. Pure; derived from the same values as the
 * proposal.
 */
public final class RuleOutcomes {
  private final ServicePlan plan;
  private final Function<Target, Verdict> verdicts;
  private final Decision decision;
  private final Uptime uptime;
  private final Downtime downtime;
  private final Overrides overrides;
  private final List<RuleOutcome> outcomes = new ArrayList<>();

  private RuleOutcomes(
      ServicePlan plan,
      Function<Target, Verdict> verdicts,
      Decision decision,
      Uptime uptime,
      Downtime downtime,
      Overrides overrides) {
    this.plan = plan;
    this.verdicts = verdicts;
    this.decision = decision;
    this.uptime = uptime;
    this.downtime = downtime;
    this.overrides = overrides;
  }

  public static List<RuleOutcome> of(
      ServicePlan plan,
      Function<Target, Verdict> verdicts,
      Decision decision,
      Uptime uptime,
      Downtime downtime,
      Overrides overrides) {
    RuleOutcomes rules = new RuleOutcomes(plan, verdicts, decision, uptime, downtime, overrides);
    rules.overrides();
    plan.service().regions().forEach(rules::health);
    plan.records().forEach(rules::withdrawal);
    plan.records().forEach(rules::hold);
    plan.service().regions().forEach(rules::failback);
    return List.copyOf(rules.outcomes);
  }

  private void overrides() {
    for (OverrideEntry entry : overrides.inForce()) {
      boolean concerns =
          entry.region() == null || plan.service().regions().contains(entry.region());
      if (concerns && entry.covers(plan.service().name())) {
        String subject = entry.region() == null ? plan.service().name() : entry.region();
        outcomes.add(
            new RuleOutcome(entry.kind().word(), subject, effect(entry), entry.attribution()));
      }
    }
  }

  private static Effect effect(OverrideEntry entry) {
    return entry.kind() == OverrideEntry.Kind.SHADOW_DRILL ? Effect.PASSES : Effect.OVERRIDES;
  }

  private void health(String region) {
    List<ServiceRecord> records = plan.recordsIn(region);
    if (records.isEmpty()) {
      add("min-healthy", region, Effect.HOLDS, "has no record of the service");
      return;
    }
    long in = records.stream().filter(each -> decision.record(each.id(), region).in()).count();
    boolean healthy =
        RegionHealth.isHealthy(plan, region, each -> decision.record(each.id(), region).in());
    String text =
        in
            + " of "
            + records.size()
            + " records in, "
            + plan.service().minHealthy()
            + " needed of each name and type";
    add("min-healthy", region, healthy ? Effect.PASSES : Effect.WITHDRAWS, text);
  }

  /** Of a record that is down and in: what its withdrawal waits for. */
  private void withdrawal(ServiceRecord record) {
    Duration needed = plan.service().withdrawal().hold();
    boolean waits =
        decision.record(record.id(), record.region()).in()
            && verdicts.apply(record.target()) == Verdict.DOWN;
    if (waits && needed.isPositive()) {
      Duration down =
          Duration.ofNanos(downtime.uninterruptedNanos(plan.service().name(), record.target()));
      Duration left = needed.minus(down);
      String text =
          left.isPositive()
              ? "down for " + seconds(down) + ", leaves after " + seconds(left) + " more"
              : "down for long enough, leaves with the next decision";
      add("withdrawal", record.id(), Effect.HOLDS, text + " (hold " + seconds(needed) + ")");
    }
  }

  /** Of a record that is out: what it waits for. */
  private void hold(ServiceRecord record) {
    Standing standing = decision.record(record.id(), record.region());
    if (standing.in()) {
      return;
    }
    Duration needed = DecisionRule.hold(plan, standing);
    String flapped = standing.flaps() > 1 ? ", doubled for " + standing.flaps() + " outages" : "";
    String text =
        switch (verdicts.apply(record.target())) {
          case DOWN -> "down by a quorum";
          case UNDECIDED -> "out until a quorum says up";
          case UP -> {
            Duration up =
                Duration.ofNanos(uptime.uninterruptedNanos(plan.service().name(), record.target()));
            Duration left = needed.minus(up);
            yield left.isPositive()
                ? "up for " + seconds(up) + ", returns after " + seconds(left) + " more"
                : "up for long enough, returns with the next decision";
          }
        };
    add("hold", record.id(), Effect.HOLDS, text + " (hold " + seconds(needed) + flapped + ")");
  }

  private void failback(String region) {
    Standing standing = decision.region(region);
    boolean waits =
        plan.service().failback() == Service.Failback.MANUAL
            && !standing.in()
            && RegionHealth.isHealthy(plan, region, each -> decision.record(each.id(), region).in())
            && standing.sinceTerm() > overrides.releasedUpTo(plan.service().name());
    if (waits) {
      String name = plan.service().name();
      add("failback", region, Effect.HOLDS, "healthy, waits for: leeward failback " + name);
    }
  }

  private void add(String rule, String subject, Effect effect, String text) {
    outcomes.add(new RuleOutcome(rule, subject, effect, text));
  }

  private static String seconds(Duration duration) {
    return duration.toSeconds() + " s";
  }
}
