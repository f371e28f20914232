package dev.leeward.failover;

import dev.leeward.agreement.Verdict;
import dev.leeward.topology.ServicePlan;
import dev.leeward.topology.Target;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Since when the verdict on each target of a service is up. Owned by the decision loop.
 *
 * <p>Down ends it; undecided keeps it running, for silence is not evidence.
 */
public final class UptimeClock {
  private final Since upSince = new Since();

  public void observe(ServicePlan plan, Function<Target, Verdict> verdicts, long nowNanos) {
    // One number for all: there may be thousands.
    Long now = nowNanos;
    Map<Target, Long> since = upSince.of(plan.service().name());
    for (Target target : plan.targets()) {
      switch (verdicts.apply(target)) {
        case UP -> since.putIfAbsent(target, now);
        case DOWN -> since.remove(target);
        case UNDECIDED -> {}
      }
    }
  }

  public Uptime at(long nowNanos) {
    return (service, target) -> upSince.forNanos(service, target, nowNanos);
  }

  /** The same as a copy, for whoever shows it on another thread. */
  public Uptime copyAt(long nowNanos) {
    Since copy = upSince.copy();
    return (service, target) -> copy.forNanos(service, target, nowNanos);
  }

  /** Forgets targets that a reload removed. */
  public void retain(List<ServicePlan> services) {
    upSince.retain(services);
  }

  /** After a suspend nobody knows what happened meanwhile. */
  public void forget() {
    upSince.forget();
  }
}
