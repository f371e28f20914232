package dev.leeward.node;

import dev.leeward.agreement.Decision;
import dev.leeward.agreement.Moment;
import dev.leeward.agreement.Overrides;
import dev.leeward.agreement.Verdict;
import dev.leeward.failover.ChangeClock;
import dev.leeward.failover.Circumstances;
import dev.leeward.failover.DecisionRule;
import dev.leeward.failover.Downtime;
import dev.leeward.failover.DowntimeClock;
import dev.leeward.failover.Proposal;
import dev.leeward.failover.Rests;
import dev.leeward.failover.Uptime;
import dev.leeward.failover.UptimeClock;
import dev.leeward.failover.WithdrawalPace;
import dev.leeward.topology.ServicePlan;
import dev.leeward.topology.Target;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What this voter counts on its own monotonic clock, for holds and limits that are no part of a
 * decision, and what the rules make of it. Owned by the decision loop.
 */
final class ServiceClocks {
  private final UptimeClock uptime = new UptimeClock();
  private final DowntimeClock downtime = new DowntimeClock();
  private final ChangeClock changes = new ChangeClock();
  private final WithdrawalPace pace = new WithdrawalPace();
  private final Rests rests = new Rests();

  void observe(
      ServicePlan plan, Function<Target, Verdict> verdicts, Decision standing, Moment now) {
    uptime.observe(plan, verdicts, now.nanos());
    downtime.observe(plan, verdicts, now.nanos());
    changes.observe(plan, standing, now.nanos());
    pace.observe(plan, standing, now.nanos());
  }

  /** What the rules make of the verdicts, in the circumstances of now. */
  Proposal propose(
      ServicePlan plan,
      Function<Target, Verdict> verdicts,
      Decision standing,
      Overrides overrides,
      Moment now) {
    if (rests.hold(plan, standing, verdicts, uptime.at(now.nanos()))) {
      return new Proposal(standing, List.of());
    }
    long releasedUpTo = overrides.releasedUpTo(plan.service().name());
    return DecisionRule.decide(
        plan, verdicts, standing, nextTerm(standing, now), circumstances(plan, releasedUpTo, now));
  }

  /**
   * One more than the standing term, so nobody chooses it. The first is the wall clock's minute,
   * taken anew each time: voters that begin together propose alike, and a ledger begun anew is
   * newer than a forgotten one.
   */
  private static long nextTerm(Decision standing, Moment now) {
    long minute = Duration.ofMinutes(1).toMillis();
    return standing.term() == Decision.NO_TERM
        ? Math.max(1, now.wallMillis() / minute * minute)
        : standing.term() + 1;
  }

  /**
   * @param releasedUpTo the term up to which an operator lets regions return
   */
  Circumstances circumstances(ServicePlan plan, long releasedUpTo, Moment now) {
    return new Circumstances(
        uptime.at(now.nanos()),
        downtime.at(now.nanos()),
        changes.mayReturn(plan),
        pace.left(plan),
        releasedUpTo);
  }

  /** As a copy, for whoever shows it on another thread. */
  Uptime uptimeAt(Moment now) {
    return uptime.copyAt(now.nanos());
  }

  /** As a copy, likewise. */
  Downtime downtimeAt(Moment now) {
    return downtime.copyAt(now.nanos());
  }

  /** What comes back by a later reload begins its hold anew. */
  void retain(List<ServicePlan> services) {
    uptime.retain(services);
    downtime.retain(services);
    Set<String> names =
        services.stream().map(plan -> plan.service().name()).collect(Collectors.toSet());
    changes.retain(names);
    pace.retain(names);
    rests.retain(names);
  }

  /** After a suspend nobody knows what was up or down meanwhile. */
  void suspended() {
    uptime.forget();
    downtime.forget();
  }
}
