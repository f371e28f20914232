package dev.leeward.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leeward.topology.Endpoint;
import dev.leeward.topology.Network;
import dev.leeward.topology.Target;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/**
 * Thousands of real probes of real servers that fail in all ways: what is believed in the end of
 * each round is what is so, and in the end of all nothing is left open. {@code
 * -Dleeward.fault.rounds=1200} is about an hour of them.
 */
class RandomFaultsTest {
  private static final int ENDPOINTS = 12;
  private static final int ROUNDS = Integer.getInteger("leeward.fault.rounds", 10);

  /** So many results must agree with the truth after it was found. */
  private static final int CALM = 12;

  /** Sockets that the JDK opens for itself when it first needs them; a leak would be hundreds. */
  private static final int OF_THE_JDK = 4;

  private static final Duration LONGEST = Duration.ofSeconds(60);
  private static final CheckTiming TIMING =
      new CheckTiming(
          Duration.ofMillis(100),
          Duration.ofSeconds(1),
          Duration.ofMillis(25),
          Duration.ofMillis(10),
          3,
          2);

  private final Random random = new Random(Integer.getInteger("leeward.fault.seed", 11));
  private final BlockingQueue<Runnable> inbox = new LinkedBlockingQueue<>();
  private final Map<Target, FaultyEndpoint> endpoints = new HashMap<>();
  private final Map<Target, Integer> finished = new HashMap<>();
  private final HealthMonitor monitor =
      new HealthMonitor(random, Duration.ofSeconds(30), new Counting());

  private final class Counting implements HealthObserver {
    @Override
    public void probeFinished(ProbeStart start, ProbeResult result) {
      finished.merge(start.target(), 1, Integer::sum);
    }
  }

  @Test
  void opinionsAreTheTruthAndNothingStaysOpen() throws Exception {
    Vertx vertx = Vertx.vertx();
    VertxProber prober =
        new VertxProber(vertx, new ProbeSettings(true, "leeward-probe"), new Heartbeats());
    try {
      Map<String, CheckSettings> checks = open();
      int before = openSockets();
      monitor.retarget(
          List.copyOf(endpoints.keySet()), checks, VoterPlace.ALONE, System.nanoTime());
      for (int round = 0; round < ROUNDS; round++) {
        if (round > 0) {
          inject();
        }
        run("opinions are the truth", prober, this::believesTheTruth);
        staysSo(prober);
      }
      int probes = finished.values().stream().mapToInt(Integer::intValue).sum();
      assertTrue(probes > 2_000, probes + " probes");

      monitor.retarget(List.of(), Map.of(), VoterPlace.ALONE, System.nanoTime());
      for (FaultyEndpoint endpoint : endpoints.values()) {
        endpoint.become(FaultyEndpoint.Behaviour.REFUSES);
      }
      run("the loop is idle", prober, () -> prober.left().join().equals(new SocketLoop.Left(0, 0)));
      run(
          "what was open before is closed, and nothing else is open",
          prober,
          () -> openSockets() <= before - ENDPOINTS + OF_THE_JDK);
    } finally {
      prober.close();
      vertx.close().await(10, TimeUnit.SECONDS);
      for (FaultyEndpoint endpoint : endpoints.values()) {
        endpoint.close();
      }
    }
  }

  private Map<String, CheckSettings> open() throws IOException {
    Map<String, CheckSettings> checks = new HashMap<>();
    for (int i = 0; i < ENDPOINTS; i++) {
      // No probe comes from these addresses, so none takes a port that is to be bound again.
      String address = "127.0.7." + (i + 1);
      FaultyEndpoint endpoint = new FaultyEndpoint(address);
      String name = "web" + i;
      endpoints.put(
          new Target(new Endpoint(Network.parseAddress(address), "region" + i % 2), name),
          endpoint);
      checks.put(name, new CheckSettings(name, TIMING, check(i, endpoint.port())));
    }
    return checks;
  }

  private static CheckType check(int i, int port) {
    TextExpectation well = new TextExpectation.Words("well");
    HttpCheck http =
        new HttpCheck(
            Place.port(port),
            new HttpRequest("/", null),
            new HttpExpectation(List.of(StatusRange.parse("200")), well, null));
    TcpCheck tcp = new TcpCheck(Place.port(port), new Dialogue("GET / HTTP/1.1\r\n\r\n", well));
    return switch (i % 4) {
      case 0 -> tcp;
      case 1 ->
          new CompositeCheck(
              2,
              List.of(
                  new CheckSettings("http", TIMING, http), new CheckSettings("tcp", TIMING, tcp)));
      default -> http;
    };
  }

  /** One always works: if all were silent this observer would doubt itself. */
  private void inject() throws IOException {
    List<FaultyEndpoint> all = new ArrayList<>(endpoints.values());
    for (FaultyEndpoint each : all.subList(1, all.size())) {
      FaultyEndpoint.Behaviour[] ways = FaultyEndpoint.Behaviour.values();
      each.become(
          random.nextBoolean()
              ? FaultyEndpoint.Behaviour.WORKS
              : ways[1 + random.nextInt(ways.length - 1)]);
    }
  }

  private boolean believesTheTruth() {
    return endpoints.entrySet().stream()
        .allMatch(each -> stateOf(each.getKey()) == truth(each.getValue()));
  }

  private Opinion.State stateOf(Target target) {
    return monitor.opinion(target).orElseThrow().state();
  }

  private static Opinion.State truth(FaultyEndpoint endpoint) {
    return endpoint.behaviour() == FaultyEndpoint.Behaviour.WORKS
        ? Opinion.State.UP
        : Opinion.State.DOWN;
  }

  private void staysSo(VertxProber prober) throws InterruptedException {
    Map<Target, Integer> then = Map.copyOf(finished);
    run(
        "opinions stay the truth",
        prober,
        () -> {
          endpoints.forEach((target, endpoint) ->
              assertEquals(truth(endpoint), stateOf(target), target + " " + endpoint.behaviour()));
          return endpoints.keySet().stream()
              .allMatch(target ->
                  finished.getOrDefault(target, 0) - then.getOrDefault(target, 0) >= CALM);
        });
  }

  /** As the decision loop does. */
  private void run(String what, VertxProber prober, BooleanSupplier done)
      throws InterruptedException {
    long deadline = System.nanoTime() + LONGEST.toNanos();
    while (!done.getAsBoolean()) {
      assertTrue(
          System.nanoTime() < deadline,
          () ->
              "not in time: "
                  + what
                  + "; "
                  + prober.left().join()
                  + ", "
                  + openSockets()
                  + " sockets, "
                  + monitor.snapshot());
      monitor.startDue(
          System.nanoTime(),
          prober,
          (start, result) -> inbox.add(() -> monitor.onResult(start, result, System.nanoTime())));
      long sleep = Math.min(monitor.nextDueNanos() - System.nanoTime(), 20_000_000);
      Runnable next = inbox.poll(sleep, TimeUnit.NANOSECONDS);
      if (next != null) {
        next.run();
      }
    }
  }

  private static int openSockets() {
    int sockets = 0;
    try (DirectoryStream<Path> open = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
      for (Path each : open) {
        sockets += isSocket(each) ? 1 : 0;
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return sockets;
  }

  private static boolean isSocket(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor).toString().startsWith("socket:");
    } catch (IOException closedMeanwhile) {
      return false;
    }
  }
}
