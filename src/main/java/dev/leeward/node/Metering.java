package dev.leeward.node;

import dev.leeward.config.Settings;
import dev.leeward.metrics.Meters;
import dev.leeward.metrics.OtlpTarget;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The meters that the configuration wants: to be scraped, and pushed if it says where to. */
final class Metering {
  private static final Logger log = LoggerFactory.getLogger(Metering.class);

  private Metering() {}

  static Meters of(Settings settings) {
    Settings.OtlpSettings otlp = settings.otlp();
    return otlp == null ? new Meters() : new Meters(target(settings, otlp), Metering::told);
  }

  /** Names of the attributes are OpenTelemetry's. */
  private static OtlpTarget target(Settings settings, Settings.OtlpSettings otlp) {
    return new OtlpTarget(
        otlp.url(),
        otlp.interval(),
        otlp.timeout(),
        otlp.revealedHeaders(),
        Map.of(
            "service.name", "leeward",
            "service.namespace", settings.cluster(),
            "service.instance.id", settings.instance(),
            "service.version", Version.text()));
  }

  private static void told(@Nullable String failure) {
    if (failure == null) {
      log.info("metrics-pushed again");
    } else {
      log.warn("metrics-not-pushed cause=\"{}\"; they can be scraped all the same", failure);
    }
  }
}
