package dev.leeward.metrics;

import dev.leeward.health.Opinion;
import dev.leeward.health.TargetReading;
import dev.leeward.topology.Target;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.prometheus.metrics.model.registry.Collector;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A gauge for each target. There may be ten thousand: as meters of their own each scrape would make
 * some megabytes of small objects, and while a collection copies those no query is answered. So a
 * scrape makes one object of a target that lasts no longer than the scrape. Owned by whoever
 * scrapes.
 */
final class TargetMeters {
  private final List<Family> families;
  private final GaugeRows timeouts;

  /**
   * @param pushed where they are pushed from, as meters; null: nowhere
   * @param all for what is told of a check in a region, of which there are few
   */
  TargetMeters(PrometheusRegistry prometheus, @Nullable MeterRegistry pushed, MeterRegistry all) {
    timeouts =
        new GaugeRows(
            "leeward.probe.timeout.seconds",
            "How long the next probe may take: the longest in the region",
            all);
    families =
        List.of(
            new Family(
                "leeward.target.up",
                "1 up, 0 down, by this instance's own opinion; absent while unknown",
                TargetMeters::up,
                pushed),
            new Family(
                "leeward.target.capacity",
                "As the endpoint told it last; absent where it tells none",
                TargetReading::capacity,
                pushed));
    families.forEach(prometheus::register);
  }

  private static @Nullable Double up(TargetReading reading) {
    return !reading.voted() || reading.state() == Opinion.State.UNKNOWN
        ? null
        : Double.valueOf(reading.state() == Opinion.State.UP ? 1 : 0);
  }

  /** What the next scrape or push tells. */
  void show(List<TargetReading> readings) {
    families.forEach(family -> family.show(readings));
    timeouts.show(longest(readings));
  }

  private static List<GaugeRows.Row> longest(List<TargetReading> readings) {
    Map<Tags, Double> longest = new HashMap<>();
    for (TargetReading each : readings) {
      if (each.probed()) {
        Tags tags =
            Tags.of("check", each.target().check(), "region", each.target().endpoint().region());
        longest.merge(tags, each.timeout().toMillis() / 1000.0, Math::max);
      }
    }
    return longest.entrySet().stream()
        .map(each -> new GaugeRows.Row(each.getKey(), each.getValue()))
        .toList();
  }

  /** After a scrape: kept for longer than that they would be in everybody's way. */
  void forget() {
    families.forEach(family -> family.shown = List.of());
  }

  /** One metric. */
  private static final class Family implements Collector {
    private final MetricMetadata metadata;
    private final Function<TargetReading, @Nullable Double> value;
    private final @Nullable GaugeRows pushed;
    private final Map<Target, Labels> labels = new HashMap<>();
    private List<TargetReading> shown = List.of();

    Family(
        String name,
        String description,
        Function<TargetReading, @Nullable Double> value,
        @Nullable MeterRegistry pushed) {
      this.metadata = new MetricMetadata(name.replace('.', '_'), description);
      this.value = value;
      this.pushed = pushed == null ? null : new GaugeRows(name, description, pushed);
    }

    void show(List<TargetReading> readings) {
      shown = readings;
      if (labels.size() > readings.size()) {
        labels
            .keySet()
            .retainAll(readings.stream().map(TargetReading::target).collect(Collectors.toSet()));
      }
      if (pushed != null) {
        List<GaugeRows.Row> rows = new ArrayList<>();
        for (TargetReading each : readings) {
          Double now = value.apply(each);
          if (now != null) {
            rows.add(new GaugeRows.Row(Tags.of("target", each.target().id()), now));
          }
        }
        pushed.show(rows);
      }
    }

    /** Null while there is nothing to tell: not even the name then. */
    @Override
    public @Nullable MetricSnapshot collect() {
      List<GaugeSnapshot.GaugeDataPointSnapshot> points = new ArrayList<>();
      for (TargetReading each : shown) {
        Double now = value.apply(each);
        if (now != null) {
          Labels of =
              labels.computeIfAbsent(each.target(), target -> Labels.of("target", target.id()));
          points.add(new GaugeSnapshot.GaugeDataPointSnapshot(now, of, null));
        }
      }
      return points.isEmpty() ? null : new GaugeSnapshot(metadata, points);
    }
  }
}
