package dev.leeward.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import dev.leeward.control.CommandResult;
import dev.leeward.control.Commands;
import dev.leeward.control.Operations;
import dev.leeward.control.StatusView;
import dev.leeward.scenario.Scenes;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Drills on three real instances in one process, with real links between them. */
class DrillOnThreeInstancesTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final List<String> NAMES = List.of("iad-1", "fra-1", "sin-1");
  private static final List<String> REGIONS = List.of("us-east", "eu-west", "ap-south");

  @TempDir Path folder = Path.of("");

  private final Map<String, Node> nodes = new LinkedHashMap<>();
  private final Map<String, HttpServer> backends = new LinkedHashMap<>();

  @BeforeEach
  void start() throws Exception {
    int port = Scenes.freePorts();
    for (String address : List.of("127.79.1.10", "127.79.2.10")) {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral(address), port), 50);
      server.createContext(
          "/",
          exchange -> {
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
          });
      server.start();
      backends.put(address, server);
    }
    Path config = write(port);
    for (String name : NAMES) {
      nodes.put(
          name,
          Node.start(
              new NodeOptions(
                  config, Optional.of(name), Map.of(), true, null, LoopEvents.NONE, wish -> {})));
    }
    await(
        "all are up and heard",
        () ->
            nodes.values().stream()
                .map(Node::glance)
                .allMatch(each -> each.allTargetsUp() && each.allVotersFresh()));
    await("all agree", () -> nodes.values().stream().map(this::ledger).distinct().count() == 1);
  }

  @AfterEach
  void stop() {
    nodes.values().forEach(Node::close);
    backends.values().forEach(server -> server.stop(0));
  }

  private String ledger(Node node) {
    return node.operations().status().ledger();
  }

  private Path write(int backendPort) throws Exception {
    StringBuilder blocks = new StringBuilder();
    for (int i = 0; i < NAMES.size(); i++) {
      Path key = folder.resolve(NAMES.get(i) + ".key");
      blocks.append(
          """
          %s { region = %s, link-address = "127.0.0.1:%d", public-key = "%s", private-key-file = "%s"
               listen { dns = ["127.0.0.1:%d"], api = "127.0.0.1:%d" } }
          """
              .formatted(
                  NAMES.get(i),
                  REGIONS.get(i),
                  Scenes.freePorts(),
                  Keys.generate(key),
                  key,
                  Scenes.freePorts(),
                  Scenes.freePorts()));
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
          cluster = drills
          state-directory = "state/"${leeward.instance}
          instances { %s }
          zones = [ { origin = "example.com.", file = "example.com.zone" } ]
          regions { us-east { networks = ["127.79.1.0/24"] }, eu-west { networks = ["127.79.2.0/24"] } }
          checks { web { type = http, port = %d, path = "/", interval = 500ms, timeout = 500ms } }
          services { www { names = ["www.example.com."], check = web, regions = [us-east, eu-west], recovery-objective = 60s } }
          probes { allow-loopback = true }
        }
        """
            .formatted(blocks, backendPort));
  }

  private static void await(String what, Callable<Boolean> condition) throws Exception {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.call()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("not within " + PATIENCE + ": " + what);
      }
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
    }
  }

  private Operations at(String name) {
    return java.util.Objects.requireNonNull(nodes.get(name)).operations();
  }

  private List<List<String>> served() {
    return nodes.values().stream()
        .map(node -> node.operations().status().services().getFirst().served())
        .distinct()
        .toList();
  }

  private CommandResult begin(String at, Duration lasts, boolean shadow) {
    return at(at)
        .under(Commands.Conditions.NONE)
        .drill(new Commands.Drill("us-east", null, "game day", lasts, shadow, "ann"))
        .toCompletableFuture()
        .join();
  }

  private String begun(String at, Duration lasts, boolean shadow) {
    CommandResult result = begin(at, lasts, shadow);
    assertTrue(result instanceof CommandResult.Accepted, result::toString);
    return String.valueOf(((CommandResult.Accepted) result).drill());
  }

  private String told(String at, String id, String key) {
    return String.valueOf(
        at(at).drillReport(id).map(each -> each.report().get(key)).orElse("nothing"));
  }

  private void awaitState(String id, String state, List<String> names) throws Exception {
    await(
        state + " on " + names,
        () -> names.stream().allMatch(name -> told(name, id, "state").equals(state)));
  }

  @Test
  void everyInstanceSwitchesReturnsByItselfAndTellsTheSameStory() throws Exception {
    String id = begun("fra-1", Duration.ofSeconds(4), false);
    await("all serve eu-west", () -> served().equals(List.of(List.of("eu-west"))));
    CommandResult second = begin("iad-1", Duration.ofSeconds(4), false);
    assertTrue(
        second instanceof CommandResult.Refused refused && refused.rule().equals("drill-running"),
        second::toString);
    await("all serve us-east", () -> served().equals(List.of(List.of("us-east"))));
    awaitState(id, "completed", NAMES);
    for (String name : NAMES) {
      assertEquals("met", told(name, id, "verdict"));
      assertEquals("fra-1", told(name, id, "acceptedBy"));
      assertEquals("true", told(name, id, "alike"));
      double answered = Double.parseDouble(told(name, id, "answered"));
      assertTrue(answered >= 0 && answered < 3, name + " says " + answered);
      assertTrue(
          Files.readString(folder.resolve("state/" + name + "/drills/" + id + ".md"))
              .startsWith("# Drill " + id));
    }
    String metrics = at("sin-1").metrics();
    assertTrue(
        metrics.contains("leeward_drill_last{objective=\"met\",state=\"completed\"} 1.0"), metrics);
  }

  @Test
  void aShadowLeavesEveryAnswerAsItIs() throws Exception {
    String id = begun("iad-1", Duration.ofSeconds(2), true);
    await(
        "all have it",
        () ->
            nodes.values().stream()
                .map(node -> node.operations().status().overrides())
                .allMatch(all -> all.stream().anyMatch(StatusView.OverrideView::inForce)));
    assertEquals(List.of(List.of("us-east")), served());
    awaitState(id, "completed", NAMES);
    assertEquals(List.of(List.of("us-east")), served());
    assertEquals("true", told("sin-1", id, "alike"));
  }

  @Test
  void theStandbysEndEndsItThoughWhoAcceptedItIsGone() throws Exception {
    String id = begun("iad-1", Duration.ofMinutes(10), false);
    await("all serve eu-west", () -> served().equals(List.of(List.of("eu-west"))));
    java.util.Objects.requireNonNull(nodes.remove("iad-1")).close();
    java.util.Objects.requireNonNull(backends.get("127.79.2.10")).stop(0);
    List<String> left = new ArrayList<>(nodes.keySet());
    await("the others serve us-east", () -> served().equals(List.of(List.of("us-east"))));
    awaitState(id, "aborted", left);
    String why = told("sin-1", id, "endedBy");
    assertTrue(why.startsWith("by instance fra-1: aborted: "), why);
  }
}
