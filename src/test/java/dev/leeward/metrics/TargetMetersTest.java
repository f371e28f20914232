package dev.leeward.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.leeward.health.Opinion;
import dev.leeward.health.TargetReading;
import dev.leeward.topology.Endpoint;
import dev.leeward.topology.Target;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a scrape and a push tell of each target. */
class TargetMetersTest {
  private final PrometheusMeterRegistry prometheus =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final SimpleMeterRegistry pushed = new SimpleMeterRegistry();
  private final TargetMeters meters =
      new TargetMeters(prometheus.getPrometheusRegistry(), pushed, prometheus);

  private static TargetReading reading(
      String address, boolean voted, Opinion.State state, @Nullable Double capacity) {
    return new TargetReading(
        new Target(new Endpoint(InetAddress.ofLiteral(address), "us-east"), "web"),
        voted,
        true,
        state,
        capacity,
        Duration.ofMillis(200));
  }

  private static TargetReading up(String address) {
    return reading(address, true, Opinion.State.UP, null);
  }

  private List<String> scraped() {
    return prometheus
        .scrape()
        .lines()
        .filter(line -> line.startsWith("leeward_target"))
        .sorted()
        .toList();
  }

  private Map<String, Double> pushed(String name) {
    Map<String, Double> shown = new TreeMap<>();
    pushed
        .find(name)
        .gauges()
        .forEach(each -> shown.put(each.getId().getTag("target"), each.value()));
    return shown;
  }

  @Test
  void thoseThatAreKnownAndVotedOnAndWhatTheyTold() {
    meters.show(
        List.of(
            up("192.0.2.10"),
            reading("192.0.2.11", true, Opinion.State.DOWN, null),
            reading("192.0.2.12", true, Opinion.State.UNKNOWN, null),
            reading("192.0.2.13", false, Opinion.State.UP, 7.5)));
    assertEquals(
        List.of(
            "leeward_target_capacity{target=\"192.0.2.13/web\"} 7.5",
            "leeward_target_up{target=\"192.0.2.10/web\"} 1.0",
            "leeward_target_up{target=\"192.0.2.11/web\"} 0.0"),
        scraped());
    assertEquals(Map.of("192.0.2.10/web", 1.0, "192.0.2.11/web", 0.0), pushed("leeward.target.up"));
    assertEquals(Map.of("192.0.2.13/web", 7.5), pushed("leeward.target.capacity"));
  }

  private static TargetReading timeout(String address, String region, boolean probed, long millis) {
    return new TargetReading(
        new Target(new Endpoint(InetAddress.ofLiteral(address), region), "web"),
        true,
        probed,
        Opinion.State.UP,
        null,
        Duration.ofMillis(millis));
  }

  @Test
  void ofACheckInARegionTheLongestTimeout() {
    meters.show(
        List.of(
            timeout("192.0.2.10", "us-east", true, 200),
            timeout("192.0.2.11", "us-east", true, 350),
            timeout("192.0.2.12", "us-east", true, 300),
            timeout("192.0.2.13", "us-east", false, 900),
            timeout("198.51.100.10", "eu-west", true, 250)));
    assertEquals(
        List.of(
            "leeward_probe_timeout_seconds{check=\"web\",region=\"eu-west\"} 0.25",
            "leeward_probe_timeout_seconds{check=\"web\",region=\"us-east\"} 0.35"),
        prometheus.scrape().lines().filter(each -> each.startsWith("leeward_probe")).toList());
  }

  @Test
  void thoseThatGoAreToldNoMore() {
    meters.show(List.of(up("192.0.2.10"), up("192.0.2.11")));
    assertEquals(2, scraped().size());
    meters.show(List.of(up("192.0.2.11")));
    assertEquals(List.of("leeward_target_up{target=\"192.0.2.11/web\"} 1.0"), scraped());
    assertEquals(Map.of("192.0.2.11/web", 1.0), pushed("leeward.target.up"));
    meters.show(List.of());
    assertEquals(List.of(), scraped());
    assertEquals(Map.of(), pushed("leeward.target.up"));
  }

  @Test
  void afterAScrapeNothingIsKept() {
    meters.show(List.of(up("192.0.2.10")));
    meters.forget();
    assertEquals(List.of(), scraped());
  }

  @Test
  void tenThousandAreTenThousandLines() {
    List<TargetReading> readings = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) {
      readings.add(up("127.1." + i / 250 + "." + (i % 250 + 1)));
    }
    meters.show(readings);
    assertEquals(10_000, scraped().size());
  }
}
