package dev.leeward.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Gauges of one name, a row for each of what there is now. Rows that stay are only given their new
 * value: to remove and to register ten thousand of them at every scrape, as Micrometer's MultiGauge
 * does, looks through all meters each time. Owned by whoever scrapes.
 */
final class GaugeRows {
  private final String name;
  private final String description;
  private final MeterRegistry registry;
  private final Map<Tags, Held> held = new HashMap<>();

  /** One of them. */
  record Row(Tags tags, double value) {}

  /** What a registered gauge reads. */
  private static final class Held {
    private volatile double value;
  }

  GaugeRows(String name, String description, MeterRegistry registry) {
    this.name = name;
    this.description = description;
    this.registry = registry;
  }

  /** From now on these are the rows. */
  void show(List<Row> rows) {
    Set<Tags> gone = new HashSet<>(held.keySet());
    for (Row row : rows) {
      held.computeIfAbsent(row.tags(), this::registered).value = row.value();
      gone.remove(row.tags());
    }
    for (Tags tags : gone) {
      held.remove(tags);
      registry.find(name).tags(tags).meters().forEach(registry::remove);
    }
  }

  private Held registered(Tags tags) {
    Held fresh = new Held();
    Gauge.builder(name, fresh, each -> each.value)
        .description(description)
        .tags(tags)
        .register(registry);
    return fresh;
  }
}
