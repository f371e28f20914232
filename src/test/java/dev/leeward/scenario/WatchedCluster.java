package dev.leeward.scenario;

import com.sun.net.httpserver.HttpServer;
import dev.leeward.node.Keys;
import dev.leeward.node.LoopEvents;
import dev.leeward.node.Node;
import dev.leeward.node.NodeOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Three instances in this process, two regions with a web server each, two services: something to
 * look at. Owned by one test.
 */
final class WatchedCluster implements AutoCloseable {
  private static final List<String> INSTANCES = List.of("iad-1", "fra-1", "sin-1");
  private static final List<String> REGIONS = List.of("us-east", "eu-west", "ap-south");
  private static final Map<String, String> ADDRESSES =
      Map.of("us-east", "127.79.1.10", "eu-west", "127.79.2.10");
  private static final Duration START = Duration.ofMinutes(2);

  private final Map<String, HttpServer> backends = new LinkedHashMap<>();
  private final List<Node> nodes = new ArrayList<>();
  private final List<Integer> apis = new ArrayList<>();
  private final int backendPort;

  /**
   * @param token what the API asks for; null for nothing
   */
  static WatchedCluster start(Path folder, @Nullable String token) throws Exception {
    WatchedCluster cluster = new WatchedCluster();
    try {
      cluster.startAll(folder, token);
      return cluster;
    } catch (Exception | AssertionError e) {
      cluster.close();
      throw e;
    }
  }

  private WatchedCluster() {
    backendPort = Scenes.freePorts();
  }

  private void startAll(Path folder, @Nullable String token) throws Exception {
    for (String region : ADDRESSES.keySet()) {
      heal(region);
    }
    Path config = write(folder, token);
    for (String instance : INSTANCES) {
      nodes.add(
          Node.start(
              new NodeOptions(
                  config,
                  Optional.of(instance),
                  Map.of(),
                  true,
                  null,
                  LoopEvents.NONE,
                  wish -> {})));
    }
    Scenes.await(
        "all hear each other and find everything up",
        START,
        () ->
            nodes.stream()
                .map(Node::glance)
                .allMatch(each -> each.allVotersFresh() && each.allTargetsUp()));
  }

  private Path write(Path folder, @Nullable String token) throws Exception {
    StringBuilder blocks = new StringBuilder();
    for (int i = 0; i < INSTANCES.size(); i++) {
      Path key = folder.resolve(INSTANCES.get(i) + ".key");
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
                  Scenes.freePorts(),
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
        api  300 A   127.79.1.10
        api  300 A   127.79.2.10
        """);
    String tokens =
        token == null ? "" : "listen.api-token-file = \"" + tokenFile(folder, token) + "\"";
    return Files.writeString(
        folder.resolve("watched.conf"),
        """
        leeward {
          cluster = example-dns
          state-directory = "state/"${leeward.instance}
          %s
          instances { %s }
          zones = [ { origin = "example.com.", file = "example.com.zone" } ]
          regions { us-east { networks = ["127.79.1.0/24"] }, eu-west { networks = ["127.79.2.0/24"] } }
          checks {
            web { type = http, port = %d, path = "/healthz", timeout = 500ms }
            port { type = tcp, port = %d, timeout = 500ms }
          }
          services {
            www { names = ["www.example.com."], check = web, regions = [us-east, eu-west], failback { hold = 3s } }
            api { names = ["api.example.com."], check = port, policy = spread, regions = [us-east, eu-west], failback { hold = 3s } }
          }
          probes { allow-loopback = true }
        }
        """
            .formatted(tokens, blocks, backendPort, backendPort));
  }

  private static Path tokenFile(Path folder, String token) throws IOException {
    Path file = Files.writeString(folder.resolve("tokens"), "ann operate " + token + "\n");
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }

  String address(int instance) {
    return "http://127.0.0.1:" + apis.get(instance);
  }

  void breakDown(String region) {
    HttpServer backend = backends.remove(region);
    if (backend != null) {
      backend.stop(0);
    }
  }

  void heal(String region) throws IOException {
    if (!backends.containsKey(region)) {
      backends.put(region, Scenes.backend(ADDRESSES.get(region), backendPort));
    }
  }

  void stop(int instance) {
    nodes.get(instance).close();
  }

  @Override
  public void close() {
    nodes.reversed().forEach(Node::close);
    backends.values().forEach(each -> each.stop(0));
  }
}
