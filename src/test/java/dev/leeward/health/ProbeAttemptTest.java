package dev.leeward.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leeward.topology.Network;
import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.nio.channels.UnsupportedAddressTypeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which errors are the endpoint's, which the path's and which this host's. */
class ProbeAttemptTest {
  private static final String ROUTED = "127.0.0.1";

  /** Refused by the local stack itself without a broadcast permission. */
  private static final String NOT_ROUTED = "255.255.255.255";

  private final List<ProbeResult> results = new ArrayList<>();

  @Test
  void whatThisHostLacksIsALocalError() {
    assertLocal("Too many open files", new SocketException("Too many open files"));
    assertLocal(
        "Too many open files",
        new IllegalStateException("no socket", new IOException("Too many open files")));
    assertLocal(
        "Cannot assign requested address", new BindException("Cannot assign requested address"));
    assertLocal("UnsupportedAddressTypeException", new UnsupportedAddressTypeException());
    assertLocal("Protocol family unavailable", new SocketException("Protocol family unavailable"));
    assertLocal("Operation not permitted", new SocketException("Operation not permitted"));
  }

  @Test
  void anUnreachableHostIsTheEndpointsFailureButNoProofOfThePath() {
    ProbeResult.Failed failed =
        assertInstanceOf(
            ProbeResult.Failed.class,
            couldNotConnect(ROUTED, new NoRouteToHostException("No route to host")));
    assertEquals("host unreachable", failed.reason());
    assertTrue(!failed.provesPath());
  }

  @Test
  void theSameErrorWithoutARouteHereIsALocalError() {
    for (Exception error :
        List.of(
            new NoRouteToHostException("No route to host"),
            new SocketException("Network is unreachable"))) {
      assertEquals(
          new ProbeResult.LocalError("no route to host"), couldNotConnect(NOT_ROUTED, error));
    }
  }

  @Test
  void aRefusalProvesThePath() {
    assertTrue(couldNotConnect(ROUTED, new ConnectException("Connection refused")).provesPath());
  }

  @Test
  void anErrorAtTheDeadlineIsATimeout() {
    ProbeAttempt attempt = attempt(ROUTED, Duration.ZERO);
    attempt.couldNotConnect(new ConnectException("connection timed out"));
    assertEquals(List.of(new ProbeResult.TimedOut(Duration.ZERO)), results);
  }

  @Test
  void onlyTheFirstEndCountsAndWhatOpensLaterIsClosed() {
    ProbeAttempt attempt = attempt(ROUTED, Duration.ofSeconds(60));
    List<String> closed = new ArrayList<>();
    attempt.onEnd(() -> closed.add("opened before"));
    attempt.timedOut();
    attempt.healthy();
    attempt.onEnd(() -> closed.add("opened after"));
    assertEquals(1, results.size());
    assertEquals(List.of("opened before", "opened after"), closed);
  }

  private void assertLocal(String reason, Exception error) {
    assertEquals(new ProbeResult.LocalError(reason), couldNotConnect(ROUTED, error));
  }

  private ProbeResult couldNotConnect(String address, Exception error) {
    attempt(address, Duration.ofSeconds(60)).couldNotConnect(error);
    return results.getLast();
  }

  private ProbeAttempt attempt(String address, Duration timeout) {
    return attemptTowards(Network.parseAddress(address), timeout);
  }

  private ProbeAttempt attemptTowards(InetAddress address, Duration timeout) {
    ProbeAttempt attempt = new ProbeAttempt(timeout, System.nanoTime(), results::add);
    attempt.towards(address);
    return attempt;
  }

  @Test
  void withoutAnAddressSilenceIsTheResolversAndNoResult() {
    ProbeAttempt attempt =
        new ProbeAttempt(Duration.ofMillis(1500), System.nanoTime(), results::add);
    attempt.timedOut();
    assertEquals(
        List.of(new ProbeResult.LocalError("no address found within 1500 ms")),
        List.copyOf(results));
  }
}
