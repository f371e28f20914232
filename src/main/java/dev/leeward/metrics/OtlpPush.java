package dev.leeward.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.ipc.http.HttpUrlConnectionSender;
import io.micrometer.registry.otlp.CompressionMode;
import io.micrometer.registry.otlp.OtlpConfig;
import io.micrometer.registry.otlp.OtlpHttpMetricsSender;
import io.micrometer.registry.otlp.OtlpMeterRegistry;
import io.micrometer.registry.otlp.OtlpMetricsSender;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Pushes all metrics over HTTP in OTLP's protobuf, from the library's own thread. Owned by {@link
 * Meters}; loaded only where it is configured.
 */
final class OtlpPush implements AutoCloseable {
  /** What is pushed of gauges is no older. */
  private static final Duration LONGEST_AGE = Duration.ofSeconds(10);

  private final OtlpMeterRegistry registry;
  private final ScheduledExecutorService reader =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("leeward-otlp-gauges").daemon().factory());

  /**
   * @param readGauges brings the gauges up to date
   * @param told of the first failure after a success, and of the first success (null) after one
   */
  OtlpPush(OtlpTarget target, Runnable readGauges, Consumer<@Nullable String> told) {
    OtlpHttpMetricsSender http =
        new OtlpHttpMetricsSender(new HttpUrlConnectionSender(target.timeout(), target.timeout()));
    registry =
        OtlpMeterRegistry.builder(new TargetConfig(target))
            .metricsSender(new Telling(http, new Told(told)))
            .threadFactory(Thread.ofPlatform().name("leeward-otlp").daemon().factory())
            .build();
    Told ofGauges = new Told(told);
    long millis = Math.min(target.interval().toMillis(), LONGEST_AGE.toMillis());
    var unused =
        reader.scheduleWithFixedDelay(
            () -> read(readGauges, ofGauges), millis, millis, TimeUnit.MILLISECONDS);
  }

  /** The thread's boundary: while the decision loop does not answer, the next turn tries again. */
  private static void read(Runnable readGauges, Told told) {
    try {
      readGauges.run();
      told.of(null);
    } catch (RuntimeException late) {
      told.of("gauges stay as they were: " + late);
    }
  }

  MeterRegistry registry() {
    return registry;
  }

  /** Pushes a last time, no longer than the timeout; nothing when it was closed before. */
  @Override
  public void close() {
    reader.shutdownNow();
    registry.close();
  }

  /** The library's words; nothing comes from the environment but by the configuration. */
  private record TargetConfig(OtlpTarget target) implements OtlpConfig {
    @Override
    public @Nullable String get(String key) {
      return null;
    }

    @Override
    public String url() {
      return target.url();
    }

    @Override
    public Duration step() {
      return target.interval();
    }

    @Override
    public Map<String, String> headers() {
      return target.headers();
    }

    @Override
    public Map<String, String> resourceAttributes() {
      return target.resource();
    }

    @Override
    public CompressionMode compressionMode() {
      return CompressionMode.GZIP;
    }

    /** As for Prometheus. */
    @Override
    public TimeUnit baseTimeUnit() {
      return TimeUnit.SECONDS;
    }
  }

  /** The library would log each failure with its stack. Its thread owns it. */
  private record Telling(OtlpMetricsSender http, Told told) implements OtlpMetricsSender {
    @Override
    public void send(Request request) {
      try {
        http.send(request);
        told.of(null);
      } catch (Exception e) {
        told.of(String.valueOf(e.getMessage()));
      }
    }
  }

  /** What stays wrong is said once, not at every push. Owned by one of the threads. */
  private static final class Told {
    private final Consumer<@Nullable String> told;
    private boolean failing;

    Told(Consumer<@Nullable String> told) {
      this.told = told;
    }

    void of(@Nullable String failure) {
      boolean fails = failure != null;
      if (fails != failing) {
        failing = fails;
        told.accept(failure);
      }
    }
  }
}
