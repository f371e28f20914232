package dev.leeward.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import dev.leeward.topology.Endpoint;
import dev.leeward.topology.Network;
import dev.leeward.topology.Target;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Runs checks against 127.0.0.1 through the whole prober; owned by one test. */
final class ProbeBench implements AutoCloseable {
  static final Duration LONG = Duration.ofSeconds(10);
  static final Duration SHORT = Duration.ofMillis(300);
  static final Target TARGET =
      new Target(new Endpoint(Network.parseAddress("127.0.0.1"), "us-east"), "web");

  final Heartbeats heartbeats = new Heartbeats();
  final List<String> steps = new ArrayList<>();
  private final Vertx vertx = Vertx.vertx();
  private final VertxProber prober =
      new VertxProber(vertx, new ProbeSettings(true, List.of(), true, "leeward-probe"), heartbeats);

  static CheckSettings check(CheckType type, Duration timeout) {
    return new CheckSettings(
        "web", new CheckTiming(LONG, timeout, LONG, Duration.ZERO, 3, 2), type);
  }

  ProbeResult probe(CheckType type) {
    return probe(check(type, LONG));
  }

  ProbeResult probe(CheckType type, Duration timeout) {
    return probe(check(type, timeout));
  }

  ProbeResult probe(CheckSettings check) {
    BlockingQueue<ProbeResult> results = new LinkedBlockingQueue<>();
    prober.probe(new ProbeStart(TARGET, check, 1, 0), (what, _) -> steps.add(what), results::add);
    try {
      ProbeResult result = results.poll(20, TimeUnit.SECONDS);
      assertNotNull(result, "no result");
      return result;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  void use(ProbeSettings settings) {
    prober.use(settings);
  }

  static void assertHealthy(ProbeResult result) {
    assertInstanceOf(ProbeResult.Healthy.class, result, result::toString);
  }

  static ProbeResult.Healthy healthy(ProbeResult result) {
    return assertInstanceOf(ProbeResult.Healthy.class, result, result::toString);
  }

  /** The endpoint answered, and that is what was wrong. */
  static void assertFailed(String reason, ProbeResult result) {
    ProbeResult.Failed failed =
        assertInstanceOf(ProbeResult.Failed.class, result, result::toString);
    assertEquals(reason, failed.reason());
    assertEquals(Evidence.ANSWER, failed.evidence());
  }

  static void assertSilent(ProbeResult result) {
    assertEquals(new ProbeResult.TimedOut(SHORT), result);
  }

  static void assertNoResult(String reason, ProbeResult result) {
    assertEquals(new ProbeResult.LocalError(reason), result);
  }

  @Override
  public void close() throws Exception {
    prober.close();
    vertx.close().await(10, TimeUnit.SECONDS);
  }
}
