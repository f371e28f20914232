package dev.leeward.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is asked, read and followed; {@link VertxProberTest} has connections and statuses. */
@Timeout(60)
class HttpProbeTest {
  private static ProbeBench bench;
  private ScriptedServer server;

  @BeforeAll
  static void open() {
    bench = new ProbeBench();
  }

  @AfterAll
  static void close() throws Exception {
    bench.close();
  }

  @BeforeEach
  void start() throws Exception {
    server = new ScriptedServer("127.0.0.1");
  }

  @AfterEach
  void stop() throws Exception {
    server.close();
  }

  @Test
  void theExpectedTextMakesItHealthy() {
    server.answers(ok("all is well"));
    ProbeBench.assertHealthy(bench.probe(expecting(new TextExpectation.Words("is well"))));
    ProbeBench.assertHealthy(bench.probe(expecting(new TextExpectation.Expression("^all.*ll$"))));
  }

  @Test
  void everyStepIsTold() {
    server.answers(ok("all is well"));
    bench.steps.clear();
    bench.probe(expecting(new TextExpectation.Words("is well")));
    assertEquals(
        List.of(
            "address 127.0.0.1",
            "connected",
            "request sent",
            "status 200",
            "body of 11 octets",
            "expected text found"),
        bench.steps);
  }

  @Test
  void aBodyWithoutItFails() {
    server.answers(ok("maintenance"));
    ProbeBench.assertFailed(
        "body without the expected text",
        bench.probe(expecting(new TextExpectation.Words("well"))));
    ProbeBench.assertFailed(
        "body without the expected text",
        bench.probe(expecting(new TextExpectation.Expression("w.ll"))));
  }

  @Test
  void ofAnEndlessBodyOnlyTheBeginningIsRead() throws Exception {
    String much = "x".repeat(TextExpectation.LOOKED_AT);
    server.answers("HTTP/1.1 200 OK\r\nContent-Length: 9999999\r\n\r\n" + much + "well");
    ProbeBench.assertFailed(
        "body without the expected text",
        bench.probe(expecting(new TextExpectation.Words("well"))));
    assertTrue(server.sawTheClientClose());
  }

  @Test
  void anExpressionThatBacktracksWithoutEndIsGivenUp() {
    server.answers(ok("a".repeat(5000) + "b"));
    ProbeBench.assertFailed(
        "body too intricate for the expression",
        bench.probe(expecting(new TextExpectation.Expression("(a+)+$"))));
  }

  @Test
  void aBodyThatNeverEndsIsSilence() {
    server.answers("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nwe");
    ProbeBench.assertSilent(
        bench.probe(expecting(new TextExpectation.Words("well")), ProbeBench.SHORT));
  }

  @Test
  void aResetInTheMiddleOfTheAnswerFails() {
    server.resetsAfter("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nwe");
    ProbeResult result = bench.probe(expecting(new TextExpectation.Words("well")));
    assertTrue(String.valueOf(result.reason()).startsWith("connection "), result::toString);
    assertEquals(Evidence.ANSWER, result.evidence());
  }

  @Test
  void aCloseInTheMiddleOfTheAnswerFails() {
    server.closesAfter("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nwell");
    ProbeBench.assertFailed(
        "connection broke off in the answer",
        bench.probe(expecting(new TextExpectation.Words("well"))));
  }

  @Test
  void methodAndHeadersAreWhatTheCheckSays() {
    server.answers("HTTP/1.1 200 OK\r\n\r\n");
    HttpRequest request =
        new HttpRequest(
            "HEAD",
            "/",
            null,
            Map.of("Authorization", new Secret("Bearer hush"), "User-Agent", new Secret("own")));
    ProbeBench.assertHealthy(bench.probe(check(request, null, 0)));
    String asked = server.requests().getFirst();
    assertTrue(asked.startsWith("HEAD / HTTP/1.1\r\n"), asked);
    assertTrue(asked.toLowerCase(java.util.Locale.ROOT).contains("authorization: bearer hush"));
    assertTrue(asked.contains("own") && !asked.contains("leeward-probe"), asked);
    assertFalse(bench.steps.toString().contains("hush"));
  }

  @Test
  void redirectsAreFollowedAsOftenAsTheCheckAllows() {
    server.answersInTurn(
        redirectTo("/a"), redirectTo("http://127.0.0.1:" + server.port() + "/b?c"), ok("well"));
    HttpRequest request = new HttpRequest("/", null);
    ProbeBench.assertHealthy(bench.probe(check(request, new TextExpectation.Words("well"), 2)));
    assertEquals(
        List.of("GET / HTTP/1.1", "GET /a HTTP/1.1", "GET /b?c HTTP/1.1"),
        server.requests().stream().map(each -> each.lines().findFirst().orElse("")).toList());
  }

  @Test
  void oneRedirectTooManyIsAnUnexpectedStatus() {
    server.answersInTurn(redirectTo("/a"), redirectTo("/b"));
    ProbeBench.assertFailed(
        "status 302, expected 200", bench.probe(check(new HttpRequest("/", null), null, 1)));
  }

  @Test
  void noRedirectLeadsToAnotherServer() throws Exception {
    for (String location :
        List.of(
            "http://169.254.169.254/latest/meta-data/",
            "http://127.0.0.1:1/",
            "https://127.0.0.1:8443/",
            "http://user@127.0.0.1/",
            "//evil.example/",
            "not a uri")) {
      server.close();
      server = new ScriptedServer("127.0.0.1");
      server.answers(redirectTo(location));
      ProbeBench.assertFailed(
          "redirect to another server", bench.probe(check(new HttpRequest("/", null), null, 3)));
      assertEquals(1, server.requests().size());
    }
  }

  @Test
  void theCapacityIsReadFromAHeaderOrTheBody() {
    server.answers("HTTP/1.1 200 OK\r\nX-Capacity: 12.5\r\nContent-Length: 10\r\n\r\n{\"free\":7}");
    assertEquals(12.5, capacity("header:X-Capacity"));
    assertEquals(7.0, capacity("body:\"free\":([0-9]+)"));
    assertEquals(null, capacity("header:X-Other"));
    assertEquals(null, capacity("body:\"used\":([0-9]+)"));
  }

  @Test
  void http2IsSpokenByPriorKnowledgeAndNothingElseAccepted() throws Exception {
    Vertx vertx = Vertx.vertx();
    try {
      HttpServer http2 =
          vertx
              .createHttpServer(new HttpServerOptions().setHost("127.0.0.1"))
              .requestHandler(request ->
                  request
                      .response()
                      .end(request.version() + " " + request.authority() + request.path()))
              .listen(0)
              .await(10, TimeUnit.SECONDS);
      ProbeBench.assertHealthy(
          bench.probe(http2(http2.actualPort(), "HTTP_2 www.example.com/healthz")));
      server.answers(ok("HTTP/1.1 only"));
      ProbeResult refused = bench.probe(http2(server.port(), "only"));
      ProbeBench.assertFailed("no valid HTTP/2 answer", refused);
    } finally {
      vertx.close().await(10, TimeUnit.SECONDS);
    }
  }

  private static HttpCheck http2(int port, String expected) {
    return new HttpCheck(
        Place.port(port),
        null,
        true,
        new HttpRequest("/healthz", "www.example.com"),
        new HttpExpectation(
            List.of(StatusRange.parse("200")), new TextExpectation.Words(expected), null),
        0);
  }

  private @Nullable Double capacity(String field) {
    HttpExpectation expectation =
        new HttpExpectation(List.of(StatusRange.parse("200")), null, CapacityField.parse(field));
    HttpCheck check =
        new HttpCheck(Place.port(server.port()), new HttpRequest("/", null), expectation);
    return ProbeBench.healthy(bench.probe(check)).notes().capacity();
  }

  private HttpCheck expecting(TextExpectation text) {
    return check(new HttpRequest("/", null), text, 0);
  }

  private HttpCheck check(HttpRequest request, @Nullable TextExpectation text, int redirects) {
    return new HttpCheck(
        Place.port(server.port()),
        null,
        false,
        request,
        new HttpExpectation(List.of(StatusRange.parse("200")), text, null),
        redirects);
  }

  private static String ok(String body) {
    return "HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
  }

  private static String redirectTo(String location) {
    return "HTTP/1.1 302 Found\r\nLocation: " + location + "\r\nContent-Length: 0\r\n\r\n";
  }
}
