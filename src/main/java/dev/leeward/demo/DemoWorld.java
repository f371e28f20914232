package dev.leeward.demo;

import dev.leeward.node.Keys;
import dev.leeward.node.LoopEvents;
import dev.leeward.node.Node;
import dev.leeward.node.NodeOptions;
import dev.leeward.node.StartRefused;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Three instances, two regions and their backends on loopback, in a folder of their own that goes
 * with them. Owned by the demo's thread.
 */
final class DemoWorld implements AutoCloseable {
  static final String NAME = "www.example.com";
  static final String PRIMARY = "us-east";
  static final String SECONDARY = "eu-west";
  static final Map<String, String> ADDRESSES =
      Map.of(PRIMARY, "127.77.1.10", SECONDARY, "127.77.2.10");

  /** The third is in a region without endpoints: it watches and votes. */
  private static final Map<String, String> INSTANCES = instances();

  private static final int FIRST_DNS_PORT = 5301;
  private static final int FIRST_API_PORT = 8061;
  private static final int FIRST_LINK_PORT = 5811;
  private static final int FIRST_BACKEND_PORT = 8181;

  private final Path folder;
  private final Vertx vertx = Vertx.vertx();
  private final Map<String, DemoBackend> backends = new LinkedHashMap<>();
  private final Map<String, Node> nodes = new LinkedHashMap<>();
  private final Map<String, Integer> dnsPorts = new LinkedHashMap<>();
  private final Map<String, Integer> apiPorts = new LinkedHashMap<>();
  private final Set<Integer> taken = new HashSet<>();

  private DemoWorld(Path folder) {
    this.folder = folder;
  }

  private static Map<String, String> instances() {
    Map<String, String> instances = new LinkedHashMap<>();
    instances.put("iad-1", PRIMARY);
    instances.put("fra-1", SECONDARY);
    instances.put("sin-1", "ap-south");
    return instances;
  }

  static DemoWorld start(LoopEvents events) throws IOException, StartRefused {
    DemoWorld world = new DemoWorld(Files.createTempDirectory("leeward-demo"));
    try {
      int backendPort = world.freePort(FIRST_BACKEND_PORT, 1, List.copyOf(ADDRESSES.values()));
      world.startBackends(backendPort);
      Path config = world.writeFiles(backendPort);
      for (String instance : INSTANCES.keySet()) {
        world.nodes.put(
            instance,
            Node.start(
                new NodeOptions(
                    config, Optional.of(instance), Map.of(), true, null, events, wish -> {})));
      }
      return world;
    } catch (IOException | StartRefused | RuntimeException e) {
      world.close();
      throw e;
    }
  }

  private void startBackends(int port) {
    ADDRESSES.forEach(
        (region, address) -> backends.put(region, new DemoBackend(vertx, address, port)));
    backends.values().forEach(DemoBackend::heal);
  }

  private Path writeFiles(int backendPort) throws IOException, StartRefused {
    StringBuilder blocks = new StringBuilder();
    for (Map.Entry<String, String> instance : INSTANCES.entrySet()) {
      Path key = folder.resolve(instance.getKey() + ".key");
      int dns = freePort(FIRST_DNS_PORT, 1, List.of("127.0.0.1"));
      int api = freePort(FIRST_API_PORT, 1, List.of("127.0.0.1"));
      int link = freePort(FIRST_LINK_PORT, 2, List.of("127.0.0.1"));
      dnsPorts.put(instance.getKey(), dns);
      apiPorts.put(instance.getKey(), api);
      blocks.append(
          """
              %s {
                region = %s, link-address = "127.0.0.1:%d", public-key = "%s", private-key-file = "%s"
                listen { dns = ["127.0.0.1:%d"], api = "127.0.0.1:%d" }
              }
          """
              .formatted(
                  instance.getKey(), instance.getValue(), link, Keys.generate(key), key, dns, api));
    }
    Files.writeString(folder.resolve("example.com.zone"), zone());
    return Files.writeString(folder.resolve("demo.conf"), configuration(blocks, backendPort));
  }

  private static String zone() {
    return """
    $ORIGIN example.com.
    $TTL 300
    @    SOA ns1 hostmaster 1 7200 1800 1209600 30
    @    NS  ns1
    ns1  A   127.0.0.1
    www  A   %s    ; %s
    www  A   %s    ; %s
    """
        .formatted(ADDRESSES.get(PRIMARY), PRIMARY, ADDRESSES.get(SECONDARY), SECONDARY);
  }

  private static String configuration(CharSequence blocks, int backendPort) {
    return """
    leeward {
      cluster = demo
      state-directory = "state/"${leeward.instance}
      instances {
    %s  }
      zones = [ { origin = "example.com.", file = "example.com.zone" } ]
      regions {
        us-east { networks = ["127.77.1.0/24"] }
        eu-west { networks = ["127.77.2.0/24"] }
      }
      checks {
        web { type = http, port = %d, path = "/healthz", interval = 1s, timeout = 500ms, retry-interval = 250ms, fall = 3 }
      }
      services {
        www { names = ["www.example.com."], check = web, regions = [us-east, eu-west], failback { hold = 3s } }
      }
      probes { allow-loopback = true }
    }
    """
        .formatted(blocks, backendPort);
  }

  /** The first of {@code consecutive} free ports from {@code first} on. */
  private int freePort(int first, int consecutive, List<String> addresses) throws IOException {
    for (int port = first; port + consecutive < 65536; port++) {
      boolean free = true;
      for (int next = port; next < port + consecutive; next++) {
        free &= !taken.contains(next) && isFree(next, addresses);
      }
      if (free) {
        for (int next = port; next < port + consecutive; next++) {
          taken.add(next);
        }
        return port;
      }
    }
    throw new IOException("no free port from " + first + " on");
  }

  private static boolean isFree(int port, List<String> addresses) {
    for (String address : addresses) {
      InetAddress literal = InetAddress.ofLiteral(address);
      try (ServerSocket tcp = new ServerSocket(port, 1, literal);
          DatagramSocket udp = new DatagramSocket(port, literal)) {
        if (!tcp.isBound() || !udp.isBound()) {
          return false;
        }
      } catch (IOException inUse) {
        return false;
      }
    }
    return true;
  }

  Map<String, InetSocketAddress> dnsServers() {
    Map<String, InetSocketAddress> servers = new LinkedHashMap<>();
    dnsPorts.forEach((instance, port) ->
        servers.put(instance, new InetSocketAddress(InetAddress.getLoopbackAddress(), port)));
    return servers;
  }

  int firstApiPort() {
    return apiPorts.values().iterator().next();
  }

  DemoBackend backend(String region) {
    DemoBackend backend = backends.get(region);
    if (backend == null) {
      throw new IllegalArgumentException("no region " + region);
    }
    return backend;
  }

  /** Any instance accepts an operator's command. */
  Node anyNode() {
    return nodes.values().iterator().next();
  }

  List<Node> nodes() {
    return List.copyOf(nodes.values());
  }

  @Override
  public void close() {
    List<Node> backwards = new ArrayList<>(nodes.values());
    backwards.reversed().forEach(Node::close);
    backends.values().forEach(DemoBackend::breakDown);
    vertx.close().toCompletionStage().toCompletableFuture().join();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the demo's folder " + folder + " could not be removed", e);
    }
  }
}
