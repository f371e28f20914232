package dev.leeward.scenario;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpServer;
import dev.leeward.node.Keys;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A real Prometheus with the delivered rules scrapes three real instances. */
class PrometheusTest {
  private static final Path PROMETHEUS = Path.of("/usr/bin/prometheus");
  private static final Path FOLDER = Path.of("docker/prometheus");
  private static final Path DASHBOARD = Path.of("docker/grafana/dashboards/leeward.json");
  private static final List<String> INSTANCES = List.of("iad-1", "fra-1", "sin-1");
  private static final List<String> REGIONS = List.of("us-east", "eu-west", "ap-south");
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  @TempDir Path folder;

  private final int backendPort = Scenes.freePorts();
  private final int port = Scenes.freePorts();
  private final List<Integer> dns = new ArrayList<>();
  private final List<Integer> apis = new ArrayList<>();
  private final List<LeewardProcess> instances = new ArrayList<>();
  private final List<HttpServer> backends = new ArrayList<>();
  private final HttpClient client = HttpClient.newHttpClient();
  private @Nullable Process prometheus;

  @AfterEach
  void stop() throws InterruptedException {
    if (prometheus != null) {
      prometheus.destroyForcibly().waitFor();
    }
    instances.forEach(LeewardProcess::close);
    backends.forEach(backend -> backend.stop(0));
  }

  @Test
  void theAlertOfAWithdrawnRegionFiresAndResolvesAndTheDashboardHasData() throws Exception {
    assumeTrue(Files.isExecutable(PROMETHEUS), "left out: " + PROMETHEUS + " is not installed");
    HttpServer usEast = Scenes.backend("127.79.1.10", backendPort);
    backends.add(Scenes.backend("127.79.2.10", backendPort));
    startInstances();
    startPrometheus();
    Scenes.await("three are scraped", PATIENCE, () -> value("count(up == 1)").equals("3"));
    Scenes.await(
        "they decide", PATIENCE, () -> value("sum(leeward_automation_running)").equals("3"));
    assertFalse(isFiring("LeewardRegionOut", "us-east"));

    long broken = System.currentTimeMillis();
    usEast.stop(0);
    Scenes.await("the alert fires", PATIENCE, () -> isFiring("LeewardRegionOut", "us-east"));
    assertFalse(isFiring("LeewardRegionOut", "eu-west"), "it is the other region");
    assertFalse(isFiring("LeewardNothingHealthy", ""), "one region is left");
    theDashboardHasData();
    itMarksTheSwitch(broken);

    backends.add(Scenes.backend("127.79.1.10", backendPort));
    Scenes.await("it resolves", PATIENCE, () -> !isFiring("LeewardRegionOut", "us-east"));
  }

  /** At the moment when it was decided, whenever Prometheus asked: the value is the time. */
  private void itMarksTheSwitch(long broken) throws IOException, InterruptedException {
    JsonNode switches = dashboard().path("annotations").path("list").path(0);
    assertTrue(switches.path("useValueForTime").asBoolean(false), switches::toString);
    JsonNode marked = shown(switches.path("expr").asString(""));
    assertEquals(1, marked.size(), marked::toString);
    assertEquals("www", marked.path(0).path("metric").path("service").asString(""));
    for (JsonNode each : marked.path(0).path("values")) {
      double millis = Double.parseDouble(each.path(1).asString(""));
      assertTrue(
          millis >= broken && millis <= System.currentTimeMillis(),
          () -> each + " is not between " + broken + " and now");
    }
  }

  private static JsonNode dashboard() throws IOException {
    return new JsonMapper().readTree(Files.readString(DASHBOARD));
  }

  private void theDashboardHasData() throws Exception {
    List<String> queries = new ArrayList<>();
    dashboard().path("panels").findValues("expr").forEach(each -> queries.add(each.asString("")));
    assertTrue(queries.size() > 15, queries::toString);
    // A rate needs two scrapes, and something to count.
    Scenes.await(
        "answers are counted",
        PATIENCE,
        () -> {
          dns.forEach(each -> Scenes.addresses(each, "www.example.com."));
          return !shown("sum by (rcode) (rate(leeward_answers_total[1m])) > 0").isEmpty()
              && !shown("rate(leeward_availability_answers_total[5m])").isEmpty();
        });
    assertAll(
        queries.stream().map(each -> () -> assertFalse(shown(each).isEmpty(), "no data: " + each)));
  }

  /** As a panel asks: the last minutes. */
  private JsonNode shown(String expression) throws IOException, InterruptedException {
    long now = System.currentTimeMillis() / 1000;
    String encoded = URLEncoder.encode(expression, StandardCharsets.UTF_8);
    String range = "&start=%d&end=%d&step=1".formatted(now - 180, now);
    return get("/api/v1/query_range?query=" + encoded + range).path("data").path("result");
  }

  private JsonNode query(String expression) throws IOException, InterruptedException {
    String encoded = URLEncoder.encode(expression, StandardCharsets.UTF_8);
    return get("/api/v1/query?query=" + encoded).path("data").path("result");
  }

  private String value(String expression) throws IOException, InterruptedException {
    return query(expression).path(0).path("value").path(1).asString("");
  }

  private boolean isFiring(String alert, String region) throws IOException, InterruptedException {
    for (JsonNode each : get("/api/v1/alerts").path("data").path("alerts")) {
      JsonNode labels = each.path("labels");
      if (labels.path("alertname").asString("").equals(alert)
          && labels.path("region").asString("").equals(region)
          && each.path("state").asString("").equals("firing")) {
        return true;
      }
    }
    return false;
  }

  /** What Prometheus answers; nothing while it starts. */
  private JsonNode get(String path) throws IOException, InterruptedException {
    try {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build();
      HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
      // While it reads what it kept it says that it is not ready, in plain text.
      return answer.statusCode() == 503
          ? new JsonMapper().createObjectNode()
          : new JsonMapper().readTree(answer.body());
    } catch (java.net.ConnectException e) {
      return new JsonMapper().createObjectNode();
    }
  }

  /** The delivered configuration, with other addresses and every second. */
  private void startPrometheus() throws IOException {
    String targets =
        String.join(", ", apis.stream().map(each -> "\"127.0.0.1:" + each + "\"").toList());
    String config =
        Files.readString(FOLDER.resolve("prometheus.yml"))
            .replace(": 5s", ": 1s")
            .replace("alerts.yml", FOLDER.resolve("alerts.yml").toAbsolutePath().toString())
            .replace("\"iad-1:8053\", \"fra-1:8053\", \"sin-1:8053\"", targets)
            .replace("/keys/prometheus-token", folder.resolve("token").toString());
    assertTrue(config.contains(targets), "its targets are written in another way");
    Path file = Files.writeString(folder.resolve("prometheus.yml"), config);
    prometheus =
        new ProcessBuilder(
                PROMETHEUS.toString(),
                "--config.file=" + file,
                "--storage.tsdb.path=" + folder.resolve("data"),
                "--web.listen-address=127.0.0.1:" + port)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("prometheus.log").toFile())
            .start();
  }

  private void startInstances() throws Exception {
    String token = "0f1e2d3c4b5a69788796a5b4c3d2e1f00f1e2d3c4b5a69788796a5b4c3d2e1f0";
    Files.writeString(folder.resolve("token"), token + "\n");
    Path tokens = folder.resolve("tokens");
    Files.writeString(tokens, "prometheus view " + token + "\n");
    Files.setPosixFilePermissions(tokens, PosixFilePermissions.fromString("rw-------"));
    Path config = configuration();
    for (String instance : INSTANCES) {
      Path log = folder.resolve(instance + ".log");
      instances.add(
          LeewardProcess.start(
              log, "serve", "--config", config.toString(), "--instance", instance));
    }
    Scenes.await(
        "all serve us-east",
        PATIENCE,
        () ->
            dns.stream()
                .allMatch(each ->
                    Scenes.addresses(each, "www.example.com.")
                        .equals(new TreeSet<>(List.of("127.79.1.10")))));
  }

  private Path configuration() throws Exception {
    StringBuilder blocks = new StringBuilder();
    for (int i = 0; i < INSTANCES.size(); i++) {
      Path key = folder.resolve(INSTANCES.get(i) + ".key");
      dns.add(Scenes.freePorts());
      apis.add(Scenes.freePorts());
      blocks.append(
          """
          %s { region = %s, link-address = "127.0.0.1:%d", public-key = "%s", private-key-file = "%s"
               listen { dns = ["127.0.0.1:%d"], api = "127.0.0.1:%d" } }
          """
              .formatted(
                  INSTANCES.get(i),
                  REGIONS.get(i),
                  Scenes.freePorts(),
                  Keys.generate(key),
                  key,
                  dns.get(i),
                  apis.get(i)));
    }
    Files.writeString(
        folder.resolve("example.com.zone"),
        """
        @    300 SOA ns1 hostmaster 1 7200 1800 1209600 30
        @    300 NS  ns1
        ns1  300 A   127.0.0.1
        www  300 A   127.79.1.10
        www  300 A   127.79.2.10
        """);
    return Files.writeString(
        folder.resolve("three.conf"),
        """
        leeward {
          cluster = scenario, state-directory = "state/"${leeward.instance}, listen.api-token-file = tokens
          instances { %s }
          zones = [ { origin = "example.com.", file = "example.com.zone" } ]
          regions { us-east { networks = ["127.79.1.0/24"] }, eu-west { networks = ["127.79.2.0/24"] } }
          checks { web { type = http, port = %d, path = "/healthz", timeout = 500ms } }
          services { www { names = ["www.example.com."], check = web, regions = [us-east, eu-west], failback { hold = 3s } } }
          probes { allow-loopback = true }
          availability { enabled = true, interval = 1s }
        }
        """
            .formatted(blocks, backendPort));
  }
}
