package dev.leeward.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.leeward.dns.Name;
import dev.leeward.topology.Endpoint;
import dev.leeward.topology.Network;
import dev.leeward.topology.Target;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.dns.AddressResolverOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Against real sockets on loopback. */
@Timeout(30)
class VertxProberTest {
  private static final Duration LONG = Duration.ofSeconds(10);
  private static final Duration SHORT = Duration.ofMillis(150);
  private static Vertx vertx;

  private final BlockingQueue<ProbeResult> results = new LinkedBlockingQueue<>();
  private final List<VertxProber> opened = new ArrayList<>();
  private ScriptedServer server;

  @BeforeAll
  static void startVertx() {
    vertx = Vertx.vertx();
  }

  @AfterAll
  static void stopVertx() throws Exception {
    vertx.close().await(10, TimeUnit.SECONDS);
  }

  @BeforeEach
  void startServer() throws IOException {
    server = new ScriptedServer("127.0.0.1");
  }

  @AfterEach
  void stopServer() throws IOException {
    server.close();
    opened.forEach(VertxProber::close);
  }

  private VertxProber prober(Vertx its, boolean allowLoopback) {
    return opened(
        new VertxProber(its, new ProbeSettings(allowLoopback, "leeward-probe"), new Heartbeats()));
  }

  private VertxProber opened(VertxProber prober) {
    opened.add(prober);
    return prober;
  }

  @Test
  void anExpectedStatusIsHealthy() throws Exception {
    server.answers("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
    assertInstanceOf(ProbeResult.Healthy.class, http("127.0.0.1", null, LONG));
    assertTrue(server.sawTheClientClose());
  }

  @Test
  void anotherStatusFails() throws Exception {
    server.answers("HTTP/1.1 500 Oops\r\nContent-Length: 0\r\n\r\n");
    assertFailed("status 500, expected 200-299, 304", http("127.0.0.1", null, LONG));
  }

  @Test
  void aRedirectIsNotFollowed() throws Exception {
    server.answers(
        "HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:"
            + server.port()
            + "/ok\r\nContent-Length: 0\r\n\r\n");
    assertFailed("status 302, expected 200-299, 304", http("127.0.0.1", null, LONG));
    assertTrue(server.sawTheClientClose());
    assertEquals(1, server.requests().size());
  }

  @Test
  void theRequestIsWhatTheCheckSays() throws Exception {
    server.answers("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
    http("127.0.0.1", "www.example.com", LONG);
    String request = server.requests().getFirst();
    assertTrue(request.startsWith("GET /healthz?deep=1 HTTP/1.1\r\n"), request);
    assertEquals(List.of("www.example.com"), headers(request, "host"));
    assertEquals(List.of("leeward-probe"), headers(request, "user-agent"));
    assertEquals(List.of("close"), headers(request, "connection"));
  }

  @Test
  void withoutAHostTheHeaderIsTheAddressAndPort() throws Exception {
    server.answers("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
    http("127.0.0.1", null, LONG);
    assertEquals(
        List.of("127.0.0.1:" + server.port()), headers(server.requests().getFirst(), "host"));
  }

  @Test
  void ipv6LiteralsWork() throws Exception {
    assumeTrue(hasIpv6Loopback(), "this host has no ::1");
    server.close();
    server = new ScriptedServer("::1");
    server.answers("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
    assertInstanceOf(ProbeResult.Healthy.class, http("::1", null, LONG));
    assertEquals(
        List.of("[0:0:0:0:0:0:0:1]:" + server.port()),
        headers(server.requests().getFirst(), "host"));
  }

  @Test
  void anEndlessBodyIsNotRead() throws Exception {
    server.answers("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n");
    assertInstanceOf(ProbeResult.Healthy.class, http("127.0.0.1", null, LONG));
    assertTrue(server.sawTheClientClose());
  }

  @Test
  void aServerThatNeverAnswersTimesOutAndIsHungUpOn() throws Exception {
    server.neverAnswers();
    ProbeResult result = http("127.0.0.1", null, SHORT);
    assertEquals(new ProbeResult.TimedOut(SHORT), result);
    assertTrue(server.sawTheClientClose());
  }

  @Test
  void aServerThatClosesWithoutAnAnswerFails() throws Exception {
    server.closesAtOnce();
    ProbeResult.Failed failed =
        assertInstanceOf(ProbeResult.Failed.class, http("127.0.0.1", null, LONG));
    assertTrue(failed.reason().startsWith("connection "), failed.reason());
    assertTrue(failed.provesPath());
  }

  @Test
  void whatIsNoHttpFails() throws Exception {
    server.answers("SSH-2.0-OpenSSH_9.9\r\n\r\n");
    assertFailed("no valid HTTP answer", http("127.0.0.1", null, LONG));
  }

  @Test
  void aHeaderWithoutEndIsBounded() throws Exception {
    server.answers("HTTP/1.1 200 OK\r\nX-Long: " + "x".repeat(100_000));
    assertInstanceOf(ProbeResult.Failed.class, http("127.0.0.1", null, LONG));
  }

  @Test
  void aRefusalFailsAndProvesThePath() throws Exception {
    int port = server.port();
    server.close();
    assertFailed("connection refused", probe("127.0.0.1", httpCheck(port, null, LONG), true));
    assertFailed("connection refused", probe("127.0.0.1", tcpCheck(port, LONG), true));
  }

  @Test
  void anOpenPortIsHealthyForTcp() throws Exception {
    server.neverAnswers();
    ProbeResult result = probe("127.0.0.1", tcpCheck(server.port(), LONG), true);
    assertInstanceOf(ProbeResult.Healthy.class, result);
    assertTrue(server.sawTheClientClose());
  }

  @Test
  void aResultIsDeliveredOnce() throws Exception {
    server.answers("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
    http("127.0.0.1", null, SHORT);
    assertNull(results.poll(2 * SHORT.toMillis(), TimeUnit.MILLISECONDS));
  }

  @Test
  void loopbackIsRefusedUnlessAllowed() throws Exception {
    server.neverAnswers();
    assertInstanceOf(
        ProbeResult.LocalError.class, probe("127.0.0.1", tcpCheck(server.port(), LONG), false));
  }

  @Test
  void aMissingRouteIsALocalError() throws Exception {
    String address = "2001:db8::1";
    assumeTrue(!LocalRoute.exists(Network.parseAddress(address)), "this host routes IPv6");
    ProbeResult result = probe(address, tcpCheck(80, LONG), true);
    assertInstanceOf(ProbeResult.LocalError.class, result);
  }

  @Test
  void aHostIsLookedUpAndItsNameSentAsHost() throws Exception {
    server.answers("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
    LoopbackResolver resolver = new LoopbackResolver();
    AddressResolverOptions options = new AddressResolverOptions().addServer(resolver.address());
    Vertx resolving = Vertx.vertx(new VertxOptions().setAddressResolverOptions(options));
    try {
      Target target = new Target(new Endpoint(Name.parse("lb.use1.example.net"), "us-east"), "web");
      prober(resolving, true)
          .probe(new ProbeStart(target, httpCheck(server.port(), null, LONG), 1, 0), results::add);
      ProbeResult result = results.poll(20, TimeUnit.SECONDS);
      assertInstanceOf(ProbeResult.Healthy.class, result, () -> String.valueOf(result));
      assertEquals(
          List.of("lb.use1.example.net:" + server.port()),
          headers(server.requests().getFirst(), "host"));
    } finally {
      resolver.close();
      resolving.close().await(10, TimeUnit.SECONDS);
    }
  }

  @Test
  void aHostThatCannotBeFoundIsALocalError() throws Exception {
    Target target = new Target(new Endpoint(Name.parse("lb.invalid"), "us-east"), "web");
    EndpointAddresses nowhere =
        new EndpointAddresses(name -> Future.failedFuture("no address of " + name));
    opened(
            new VertxProber(
                vertx, new ProbeSettings(true, "leeward-probe"), new Heartbeats(), nowhere))
        .probe(new ProbeStart(target, tcpCheck(server.port(), LONG), 1, 0), results::add);
    assertEquals(
        new ProbeResult.LocalError("no address found: no address of lb.invalid."),
        results.poll(20, TimeUnit.SECONDS));
  }

  @Test
  void whatAHostLeadsToIsBoundByTheSameRules() throws Exception {
    server.neverAnswers();
    Target target = new Target(new Endpoint(Name.parse("lb.example.net"), "us-east"), "web");
    EndpointAddresses home =
        new EndpointAddresses(
            _ -> Future.succeededFuture(List.of(Network.parseAddress("127.0.0.1"))));
    opened(
            new VertxProber(
                vertx, new ProbeSettings(false, "leeward-probe"), new Heartbeats(), home))
        .probe(new ProbeStart(target, tcpCheck(server.port(), LONG), 1, 0), results::add);
    assertInstanceOf(ProbeResult.LocalError.class, results.poll(20, TimeUnit.SECONDS));
  }

  private ProbeResult http(String address, @Nullable String host, Duration timeout)
      throws InterruptedException {
    return probe(address, httpCheck(server.port(), host, timeout), true);
  }

  private ProbeResult probe(String address, CheckSettings check, boolean allowLoopback)
      throws InterruptedException {
    InetAddress inet = Network.parseAddress(address);
    Target target = new Target(new Endpoint(inet, "us-east"), "web");
    prober(vertx, allowLoopback).probe(new ProbeStart(target, check, 1, 0), results::add);
    ProbeResult result = results.poll(20, TimeUnit.SECONDS);
    assertTrue(result != null, "no result");
    return result;
  }

  private static CheckSettings httpCheck(int port, @Nullable String host, Duration timeout) {
    List<StatusRange> expected = List.of(StatusRange.parse("200-299"), StatusRange.parse("304"));
    return new CheckSettings(
        "web",
        timing(timeout),
        new HttpCheck(
            Place.port(port),
            new HttpRequest("/healthz?deep=1", host),
            new HttpExpectation(expected)));
  }

  private static CheckSettings tcpCheck(int port, Duration timeout) {
    return new CheckSettings("web", timing(timeout), new TcpCheck(port));
  }

  private static CheckTiming timing(Duration timeout) {
    return new CheckTiming(LONG, timeout, LONG, Duration.ZERO, 3, 2);
  }

  private static void assertFailed(String reason, ProbeResult result) {
    ProbeResult.Failed failed = assertInstanceOf(ProbeResult.Failed.class, result);
    assertEquals(reason, failed.reason());
    assertTrue(failed.provesPath());
  }

  private static List<String> headers(String request, String name) {
    return request
        .lines()
        .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(name + ":"))
        .map(line -> line.substring(name.length() + 1).strip())
        .toList();
  }

  private static boolean hasIpv6Loopback() {
    try (ServerSocket probe = new ServerSocket(0, 1, Network.parseAddress("::1"))) {
      return probe.isBound();
    } catch (IOException none) {
      return false;
    }
  }
}
