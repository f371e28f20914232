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
            .metricsSender(new Telling(http, told))
            .threadFactory(Thread.ofPlatform().name("leeward-otlp").daemon().factory())
            .build();
    long millis = Math.min(target.interval().toMillis(), LONGEST_AGE.toMillis());
    var unused =
        reader.scheduleWithFixedDelay(
            () -> read(readGauges, told), millis, millis, TimeUnit.MILLISECONDS);
  }

  /** The thread's boundary: while the decision loop does not answer, the next turn tries again. */
  private static void read(Runnable readGauges, Consumer<@Nullable String> told) {
    try {
      readGauges.run();
    } catch (RuntimeException late) {
      told.accept("gauges are as they were: " + late);
    }
  }

  MeterRegistry registry() {
    return registry;
  }

  /** Pushes a last time, no longer than the timeout. */
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

  /** A receiver that is away is said once, not at every push. The library's thread owns it. */
  private static final class Telling implements OtlpMetricsSender {
    private final OtlpMetricsSender http;
    private final Consumer<@Nullable String> told;
    private boolean failing;

    Telling(OtlpMetricsSender http, Consumer<@Nullable String> told) {
      this.http = http;
      this.told = told;
    }

    @Override
    public void send(Request request) {
      try {
        http.send(request);
        tell(false, null);
      } catch (Exception e) {
        tell(true, String.valueOf(e.getMessage()));
      }
    }

    private void tell(boolean fails, @Nullable String what) {
      if (fails != failing) {
        failing = fails;
        told.accept(what);
      }
    }
  }
}
