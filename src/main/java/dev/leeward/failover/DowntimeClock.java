package dev.leeward.failover;

import dev.leeward.agreement.Verdict;
import dev.leeward.topology.ServicePlan;
import dev.leeward.topology.Target;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Since when the verdict on each target of a service is down. Owned by the decision loop.
 *
 * <p>Undecided ends it like up: who asks for a minute of certainty before a withdrawal gets one.
 */
public final class DowntimeClock {
  private final Since downSince = new Since();

  public void observe(ServicePlan plan, Function<Target, Verdict> verdicts, long nowNanos) {
    if (plan.service().withdrawal().hold().isZero()) {
      return;
    }
    Map<Target, Long> since = downSince.of(plan.service().name());
    for (Target target : plan.targets()) {
      switch (verdicts.apply(target)) {
        case DOWN -> since.putIfAbsent(target, nowNanos);
        case UP, UNDECIDED -> since.remove(target);
      }
    }
  }

  public Downtime at(long nowNanos) {
    return (service, target) -> downSince.forNanos(service, target, nowNanos);
  }

  /** The same as a copy, for whoever shows it on another thread. */
  public Downtime copyAt(long nowNanos) {
    Since copy = downSince.copy();
    return (service, target) -> copy.forNanos(service, target, nowNanos);
  }

  /** Forgets targets that a reload removed. */
  public void retain(List<ServicePlan> services) {
    downSince.retain(services);
  }

  /** After a suspend nobody knows what happened meanwhile. */
  public void forget() {
    downSince.forget();
  }
}
