package dev.leeward.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.leeward.answer.Transport;
import dev.leeward.control.FakeOperations;
import dev.leeward.dns.Rcode;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Against a web server that decodes what it gets with OpenTelemetry's own classes. */
final class OtlpPushTest {
  private final BlockingQueue<ExportMetricsServiceRequest> received = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> tokens = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> told = new LinkedBlockingQueue<>();
  private final HttpServer receiver;
  private volatile int status = 200;

  OtlpPushTest() throws IOException {
    receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 5);
    receiver.createContext("/v1/metrics", this::take);
    receiver.start();
  }

  @AfterEach
  void close() {
    receiver.stop(0);
  }

  private void take(HttpExchange exchange) throws IOException {
    try (exchange) {
      assertEquals("gzip", exchange.getRequestHeaders().getFirst("Content-Encoding"));
      tokens.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
      received.add(
          ExportMetricsServiceRequest.parseFrom(new GZIPInputStream(exchange.getRequestBody())));
      exchange.sendResponseHeaders(status, -1);
    }
  }

  private Meters meters() {
    return new Meters(
        new OtlpTarget(
            "http://127.0.0.1:" + receiver.getAddress().getPort() + "/v1/metrics",
            Duration.ofSeconds(1),
            Duration.ofSeconds(5),
            Map.of("Authorization", "Bearer abc"),
            Map.of("service.name", "leeward", "service.instance.id", "one")),
        failure -> told.add(failure == null ? "again" : failure));
  }

  private static Map<String, Metric> byName(ResourceMetrics metrics) {
    Map<String, Metric> all = new HashMap<>();
    metrics
        .getScopeMetricsList()
        .forEach(scope -> scope.getMetricsList().forEach(each -> all.put(each.getName(), each)));
    return all;
  }

  private static Map<String, String> texts(List<KeyValue> attributes) {
    Map<String, String> texts = new HashMap<>();
    attributes.forEach(each -> texts.put(each.getKey(), each.getValue().getStringValue()));
    return texts;
  }

  /** The first push that has that metric: the very first comes before the gauges are read. */
  private ResourceMetrics awaitMetric(String name) throws InterruptedException {
    while (true) {
      ExportMetricsServiceRequest push = received.poll(30, TimeUnit.SECONDS);
      assertNotNull(push, "no push with " + name);
      for (ResourceMetrics each : push.getResourceMetricsList()) {
        if (byName(each).containsKey(name)) {
          return each;
        }
      }
    }
  }

  @Test
  void whatIsScrapedIsPushedWithWhoItIsOf() throws InterruptedException {
    try (Meters meters = meters()) {
      meters.watch(new FakeOperations());
      meters.answers().answered(Transport.UDP, Rcode.NOERROR, false);
      meters.latency().took(Transport.UDP, 1_500);
      ResourceMetrics pushed = awaitMetric("leeward.service.term");
      Map<String, String> resource = texts(pushed.getResource().getAttributesList());
      assertEquals("leeward", resource.get("service.name"));
      assertEquals("one", resource.get("service.instance.id"));
      assertEquals("Bearer abc", tokens.take());
      Metric term = metric(pushed, "leeward.service.term");
      assertEquals(5.0, term.getGauge().getDataPoints(0).getAsDouble());
      assertEquals(
          Map.of("service", "www"), texts(term.getGauge().getDataPoints(0).getAttributesList()));
      Metric answers = metric(pushed, "leeward.answers");
      double sent =
          answers.getSum().getDataPointsList().stream()
              .mapToDouble(each -> each.getAsDouble())
              .sum();
      assertEquals(1.0, sent);
      assertTrue(answers.getSum().getIsMonotonic());
      assertEquals("seconds", metric(pushed, "leeward.answer.duration").getUnit());
      assertTrue(meters.scrape().contains("leeward_service_term{service=\"www\"} 5.0"));
    }
  }

  private static Metric metric(ResourceMetrics pushed, String name) {
    return Objects.requireNonNull(byName(pushed).get(name), name);
  }

  @Test
  void aReceiverThatRefusesIsToldOfOnceAndWhenItTakesThemAgain() throws InterruptedException {
    status = 503;
    try (Meters meters = meters()) {
      meters.watch(new FakeOperations());
      String failure = told.poll(30, TimeUnit.SECONDS);
      assertTrue(String.valueOf(failure).contains("503"), String.valueOf(failure));
      awaitMetric("leeward.service.term");
      awaitMetric("leeward.service.term");
      status = 200;
      assertEquals("again", told.poll(30, TimeUnit.SECONDS));
    }
  }

  @Test
  void whatEndsIsPushedOnceMore() throws InterruptedException {
    Meters meters = meters();
    meters.watch(new FakeOperations());
    awaitMetric("leeward.service.term");
    meters.answers().answered(Transport.TCP, Rcode.REFUSED, false);
    meters.close();
    double sent = 0;
    while (!received.isEmpty()) {
      for (ResourceMetrics each : received.take().getResourceMetricsList()) {
        sent =
            metric(each, "leeward.answers").getSum().getDataPointsList().stream()
                .mapToDouble(point -> point.getAsDouble())
                .sum();
      }
    }
    assertEquals(1.0, sent);
  }
}
