package dev.leeward.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.leeward.metrics.GaugeRows.Row;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Rows that come, change and go. */
class GaugeRowsTest {
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final GaugeRows rows = new GaugeRows("rows", "some", registry);

  private static Row row(String target, double value) {
    return new Row(Tags.of("target", target), value);
  }

  private Map<String, Double> shown() {
    Map<String, Double> shown = new TreeMap<>();
    registry
        .find("rows")
        .gauges()
        .forEach(each -> shown.put(each.getId().getTag("target"), each.value()));
    return shown;
  }

  @Test
  void rowsComeChangeAndGo() {
    rows.show(List.of(row("a", 1), row("b", 2)));
    assertEquals(Map.of("a", 1.0, "b", 2.0), shown());
    rows.show(List.of(row("b", 3), row("c", 4)));
    assertEquals(Map.of("b", 3.0, "c", 4.0), shown());
    rows.show(List.of());
    assertEquals(Map.of(), shown());
    rows.show(List.of(row("a", 5)));
    assertEquals(Map.of("a", 5.0), shown());
  }

  @Test
  void aRowThatStaysIsTheSameGauge() {
    rows.show(List.of(row("a", 1)));
    Gauge before = registry.get("rows").gauge();
    rows.show(List.of(row("a", 2)));
    assertSame(before, registry.get("rows").gauge());
  }
}
