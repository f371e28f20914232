package dev.leeward.scenario;

import com.sun.net.httpserver.HttpServer;
import dev.leeward.node.Keys;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Three real processes that tell a webhook what they agree on, and two regions of web servers.
 * Owned by one test.
 */
final class NotifiedCluster implements AutoCloseable {
  /** In the order in which they take turns: by name. */
  static final List<String> INSTANCES = List.of("fra-1", "iad-1", "sin-1");

  private static final List<String> REGIONS = List.of("eu-west", "us-east", "ap-south");
  private static final Duration START = Duration.ofSeconds(60);
  private static final JsonMapper JSON = new JsonMapper();

  private final Path folder;
  private final Path config;
  private final Map<String, Integer> ports = new LinkedHashMap<>();
  private final Map<String, Integer> apis = new LinkedHashMap<>();
  private final Map<String, LeewardProcess> processes = new LinkedHashMap<>();
  private final List<HttpServer> backends = new ArrayList<>();
  private final HttpClient http = HttpClient.newHttpClient();

  NotifiedCluster(Path folder, int hook) throws Exception {
    this.folder = folder;
    int port = Scenes.freePorts();
    backends.add(Scenes.backend("127.75.1.10", port));
    backends.add(Scenes.backend("127.75.2.10", port));
    this.config = write(port, hook);
  }

  void start() throws Exception {
    for (String instance : INSTANCES) {
      start(instance);
    }
    Scenes.await(
        "all hear each other and find everything up",
        START,
        () -> {
          for (String instance : INSTANCES) {
            if (!isWell(instance)) {
              return false;
            }
          }
          return true;
        });
  }

  /** Also one that was killed. */
  void start(String instance) throws IOException {
    String log = instance + (processes.containsKey(instance) ? "-again.log" : ".log");
    processes.put(
        instance,
        LeewardProcess.start(
            folder.resolve(log), "serve", "--config", config.toString(), "--instance", instance));
  }

  private Path write(int backendPort, int hook) throws Exception {
    StringBuilder blocks = new StringBuilder();
    for (String instance : INSTANCES) {
      Path key = folder.resolve(instance + ".key");
      ports.put(instance, Scenes.freePorts());
      apis.put(instance, Scenes.freePorts());
      blocks.append(
          """
          %s { region = %s, link-address = "127.0.0.1:%d", public-key = "%s", private-key-file = "%s"
               listen { dns = ["127.0.0.1:%d"], api = "127.0.0.1:%d" } }
          """
              .formatted(
                  instance,
                  REGIONS.get(INSTANCES.indexOf(instance)),
                  Scenes.freePorts(),
                  Keys.generate(key),
                  key,
                  ports.get(instance),
                  apis.get(instance)));
    }
    Files.writeString(
        folder.resolve("example.com.zone"),
        """
        @    300 SOA ns1 hostmaster 1 7200 1800 1209600 30
        @    300 NS  ns1
        ns1  300 A   127.0.0.1
        www  300 A   127.75.1.10
        www  300 A   127.75.2.10
        """);
    return Files.writeString(
        folder.resolve("notified.conf"),
        """
        leeward {
          cluster = notified
          state-directory = "state/"${leeward.instance}
          instances { %s }
          zones = [ { origin = "example.com.", file = "example.com.zone" } ]
          regions { us-east { networks = ["127.75.1.0/24"] }, eu-west { networks = ["127.75.2.0/24"] } }
          checks { web { type = http, port = %d, path = "/", timeout = 500ms } }
          services { www { names = ["www.example.com."], check = web, regions = [us-east, eu-west] } }
          probes { allow-loopback = true }
          notifications { duty { url = "http://127.0.0.1:%d/hook", events = [out] } }
        }
        """
            .formatted(blocks, backendPort, hook));
  }

  private boolean isWell(String instance) throws Exception {
    JsonNode status = ask(instance, "/api/v1/status");
    boolean heard = !status.path("voters").isEmpty();
    for (JsonNode voter : status.path("voters")) {
      heard &= voter.path("fresh").asBoolean(false) && voter.path("sameLedger").asBoolean(false);
    }
    boolean up = !status.path("targets").isEmpty();
    for (JsonNode target : status.path("targets")) {
      up &= target.path("verdict").asString("").equals("up");
    }
    return heard && up;
  }

  /** What an instance's API says; nothing while it does not answer. */
  JsonNode ask(String instance, String path) throws InterruptedException {
    URI uri = URI.create("http://127.0.0.1:" + apis.get(instance) + path);
    try {
      return JSON.readTree(
          http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
              .body());
    } catch (IOException notThereYet) {
      return JSON.missingNode();
    }
  }

  void breakUsEast() {
    backends.getFirst().stop(0);
  }

  boolean servesEuWest(String instance) {
    return Scenes.addresses(Objects.requireNonNull(ports.get(instance)), "www.example.com.")
        .toString()
        .equals("[127.75.2.10]");
  }

  void kill(String instance) throws InterruptedException {
    Objects.requireNonNull(processes.get(instance)).kill();
  }

  /** Whether an instance has the one notice, on its disk too, and has not sent it. */
  boolean waits(String instance) throws InterruptedException {
    return ask(instance, "/api/v1/notifications")
            .path("notifications")
            .path(0)
            .path("waiting")
            .asInt(-1)
        == 1;
  }

  /** What became of the one notice, as an instance tells it; empty while it waits there. */
  List<String> ended(String instance) throws InterruptedException {
    JsonNode said = ask(instance, "/api/v1/notifications");
    List<String> ended = new ArrayList<>();
    if (said.path("notifications").path(0).path("waiting").asInt(-1) == 0) {
      said.path("sent")
          .forEach(each ->
              ended.add(
                  each.path("outcome").asString("")
                      + " by "
                      + each.path("by").asString("")
                      + " "
                      + each.path("id").asString("")));
    }
    return ended;
  }

  @Override
  public void close() {
    processes.values().forEach(LeewardProcess::close);
    backends.forEach(each -> each.stop(0));
    http.close();
  }
}
