package dev.leeward.metrics;

import dev.leeward.health.HealthObserver;
import dev.leeward.health.Opinion;
import dev.leeward.health.ProbeResult;
import dev.leeward.health.ProbeStart;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Probes by check, region and result, how late they began, and what this process did not see in
 * time. Owned by the decision loop, which tells of thousands a second: a meter is looked up by its
 * labels once.
 */
final class ProbeCounters implements HealthObserver {
  private static final Duration[] DURATIONS = millis(10, 25, 50, 100, 200, 400, 800, 1500, 3000);
  private static final Duration[] LAGS = millis(1, 5, 10, 25, 50, 100, 250, 500, 1000);

  private final MeterRegistry registry;
  private final Counter stalls;
  private final Timer lag;
  private final Map<Labels, Timer> durations = new HashMap<>();

  private record Labels(String check, String region, String result) {}

  ProbeCounters(MeterRegistry registry) {
    this.registry = registry;
    this.stalls =
        Counter.builder("leeward.probes.stalled")
            .description("Results seen too late: this process stalled, they are not counted")
            .register(registry);
    this.lag =
        Timer.builder("leeward.probe.lag")
            .description("How long after they were due probes began")
            .serviceLevelObjectives(LAGS)
            .register(registry);
  }

  private static Duration[] millis(long... all) {
    Duration[] durations = new Duration[all.length];
    for (int i = 0; i < all.length; i++) {
      durations[i] = Duration.ofMillis(all[i]);
    }
    return durations;
  }

  @Override
  public void probeStarted(ProbeStart start, Duration late) {
    lag.record(late);
  }

  @Override
  public void probeFinished(ProbeStart start, ProbeResult result) {
    Labels labels =
        new Labels(start.check().name(), start.target().endpoint().region(), word(result));
    durations.computeIfAbsent(labels, this::timer).record(result.took());
  }

  private Timer timer(Labels labels) {
    return Timer.builder("leeward.probe.duration")
        .description("How long finished probes took")
        .tags("check", labels.check(), "region", labels.region(), "result", labels.result())
        .serviceLevelObjectives(DURATIONS)
        .register(registry);
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
