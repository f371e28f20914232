package dev.leeward.failover;

import dev.leeward.agreement.Decision;
import dev.leeward.agreement.Standing;
import dev.leeward.agreement.Verdict;
import dev.leeward.topology.ServicePlan;
import dev.leeward.topology.ServiceRecord;
import dev.leeward.topology.Target;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * What would have to be seen for a standing decision to change, by targets. {@link DecisionRule}
 * goes through all records of a service, of which there may be ten thousands; this does so once a
 * decision, and then knows on every turn whether the rule would propose anything else.
 *
 * <p>At rest is: no target that is down has a record in, none that is up has one out, each region
 * is in or out as its records say, and nothing is to be forgiven yet. What is not at rest the rule
 * looks at, whatever comes of it.
 */
final class Rest {
  private final ServicePlan plan;
  private final Decision standing;
  private final boolean regionsFollowRecords;
  private final boolean[] hasIn;
  private final boolean[] hasOut;

  /** For how long a target must be up until its records' flaps are forgiven. */
  private final long[] calmNanos;

  private boolean recordOut;
  private boolean flapped;

  Rest(ServicePlan plan, Decision standing) {
    this.plan = plan;
    this.standing = standing;
    List<Target> targets = plan.targets();
    this.hasIn = new boolean[targets.size()];
    this.hasOut = new boolean[targets.size()];
    this.calmNanos = new long[targets.size()];
    Map<Target, Integer> numbers = HashMap.newHashMap(targets.size());
    for (int i = 0; i < targets.size(); i++) {
      numbers.put(targets.get(i), i);
    }
    for (ServiceRecord record : plan.records()) {
      Integer number = numbers.get(record.target());
      if (number != null) {
        add(number, standing.record(record.id(), record.region()));
      }
    }
    this.regionsFollowRecords = followRecords();
  }

  private void add(int target, Standing record) {
    hasIn[target] |= record.in();
    hasOut[target] |= !record.in();
    recordOut |= !record.in();
    flapped |= record.flaps() > 0;
    calmNanos[target] = Math.max(calmNanos[target], DecisionRule.calm(plan, record).toNanos());
  }

  private boolean followRecords() {
    boolean follow = true;
    for (String region : plan.service().regions()) {
      if (!plan.recordsIn(region).isEmpty()) {
        Standing before = standing.region(region);
        flapped |= before.flaps() > 0;
        follow &=
            before.in()
                == RegionHealth.isHealthy(
                    plan, region, record -> standing.record(record.id(), region).in());
      }
    }
    return follow;
  }

  boolean isOf(ServicePlan other, Decision decision) {
    return plan == other && standing.equals(decision);
  }

  /** Whether the rule would let the decision stand, and refuse nothing. */
  boolean holds(Function<Target, Verdict> verdicts, Uptime uptime) {
    if (!regionsFollowRecords) {
      return false;
    }
    boolean forgives = flapped && !recordOut;
    List<Target> targets = plan.targets();
    for (int i = 0; i < targets.size(); i++) {
      Target target = targets.get(i);
      Verdict verdict = verdicts.apply(target);
      if (verdict == Verdict.DOWN && hasIn[i] || verdict == Verdict.UP && hasOut[i]) {
        return false;
      }
      forgives =
          forgives && uptime.uninterruptedNanos(plan.service().name(), target) >= calmNanos[i];
    }
    return !forgives;
  }
}
