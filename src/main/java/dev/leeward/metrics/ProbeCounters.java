package dev.leeward.metrics;

import dev.leeward.health.HealthObserver;
import dev.leeward.health.Opinion;
import dev.leeward.health.ProbeResult;
import dev.leeward.health.ProbeStart;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Locale;

/**
 * Probes by check and result, and what this process did not see in time. Told by the decision loop.
 */
final class ProbeCounters implements HealthObserver {
  private final MeterRegistry registry;
  private final Counter stalls;

  ProbeCounters(MeterRegistry registry) {
    this.registry = registry;
    this.stalls =
        Counter.builder("leeward.probes.stalled")
            .description("Results seen too late: this process stalled, they are not counted")
            .register(registry);
  }

  @Override
  public void probeFinished(ProbeStart start, ProbeResult result) {
    Timer.builder("leeward.probe.duration")
        .description("How long finished probes took")
        .tags("check", start.check().name(), "result", word(result))
        .register(registry)
        .record(result.took());
  }

  private static String word(ProbeResult result) {
    return switch (result) {
      case ProbeResult.Healthy _ -> "healthy";
      case ProbeResult.Failed _ -> "failed";
      case ProbeResult.TimedOut _ -> "timed_out";
      case ProbeResult.LocalError _ -> "local_error";
    };
  }

  @Override
  public void observerStalled(ProbeStart start) {
    stalls.increment();
  }

  @Override
  public void opinionChanged(Opinion before, Opinion after) {
    if (before.state() != after.state()) {
      Counter.builder("leeward.opinion.changes")
          .description("Changes of this instance's opinions on targets")
          .tag("to", after.state().name().toLowerCase(Locale.ROOT))
          .register(registry)
          .increment();
    }
  }
}
