package dev.leeward.failover;

import dev.leeward.agreement.Verdict;
import dev.leeward.topology.ServicePlan;
import dev.leeward.topology.ServiceRecord;
import dev.leeward.topology.Target;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Since when each record's verdict is down. Owned by the decision loop.
 *
 * <p>Undecided ends it like up: who asks for a minute of certainty before a withdrawal gets one.
 */
public final class DowntimeClock {
  private final Map<String, Long> downSinceNanos = new HashMap<>();

  public void observe(ServicePlan plan, Function<Target, Verdict> verdicts, long nowNanos) {
    if (plan.service().withdrawal().hold().isZero()) {
      return;
    }
    for (ServiceRecord record : plan.records()) {
      switch (verdicts.apply(record.target())) {
        case DOWN -> downSinceNanos.putIfAbsent(record.id(), nowNanos);
        case UP, UNDECIDED -> downSinceNanos.remove(record.id());
      }
    }
  }

  public Downtime at(long nowNanos) {
    return of(downSinceNanos, nowNanos);
  }

  /** The same as a copy, for whoever shows it on another thread. */
  public Downtime copyAt(long nowNanos) {
    return of(Map.copyOf(downSinceNanos), nowNanos);
  }

  private static Downtime of(Map<String, Long> downSinceNanos, long nowNanos) {
    return id -> {
      Long since = downSinceNanos.get(id);
      return since == null ? 0 : Math.max(0, nowNanos - since);
    };
  }

  /** Forgets records that a reload removed. */
  public void retain(Set<String> recordIds) {
    downSinceNanos.keySet().retainAll(recordIds);
  }

  /** After a suspend nobody knows what happened meanwhile. */
  public void forget() {
    downSinceNanos.clear();
  }
}
