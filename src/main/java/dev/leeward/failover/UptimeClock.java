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
 * Since when each record's verdict is up. Owned by the decision loop.
 *
 * <p>Down ends it; undecided keeps it running, for silence is not evidence.
 */
public final class UptimeClock {
  private final Map<String, Long> upSinceNanos = new HashMap<>();

  public void observe(ServicePlan plan, Function<Target, Verdict> verdicts, long nowNanos) {
    // One number for all: there may be thousands.
    Long now = nowNanos;
    for (ServiceRecord record : plan.records()) {
      switch (verdicts.apply(record.target())) {
        case UP -> upSinceNanos.putIfAbsent(record.id(), now);
        case DOWN -> upSinceNanos.remove(record.id());
        case UNDECIDED -> {}
      }
    }
  }

  public Uptime at(long nowNanos) {
    return id -> {
      Long since = upSinceNanos.get(id);
      return since == null ? 0 : Math.max(0, nowNanos - since);
    };
  }

  /** The same as a copy, for whoever shows it on another thread. */
  public Uptime copyAt(long nowNanos) {
    Map<String, Long> copy = Map.copyOf(upSinceNanos);
    return id -> {
      Long since = copy.get(id);
      return since == null ? 0 : Math.max(0, nowNanos - since);
    };
  }

  /** Forgets records that a reload removed. */
  public void retain(Set<String> recordIds) {
    upSinceNanos.keySet().retainAll(recordIds);
  }

  /** After a suspend nobody knows what happened meanwhile. */
  public void forget() {
    upSinceNanos.clear();
  }
}
