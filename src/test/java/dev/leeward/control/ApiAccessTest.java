package dev.leeward.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leeward.listener.TestCertificates;
import dev.leeward.listener.TlsSettings;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Tokens, roles and certificates of a running API. */
@Timeout(60)
final class ApiAccessTest {
  private static final String DRAIN = "{\"region\":\"us-east\",\"reason\":\"work\"}";

  private final FakeOperations operations = new FakeOperations();
  private final Vertx vertx = Vertx.vertx();
  private final Path file;
  private final Path certificate;
  private final Path key;
  private ApiServer api;
  private RawHttp http;

  ApiAccessTest(@TempDir Path folder) throws IOException {
    file = TokenFile.write(folder.resolve("tokens"));
    certificate = folder.resolve("api.pem");
    key = folder.resolve("api.key");
  }

  @BeforeEach
  void start() throws IOException {
    api = start(new ApiSettings(anyPort(), file));
    http = new RawHttp(api.port());
  }

  private ApiServer start(ApiSettings settings) throws IOException {
    return ApiServer.start(settings, operations, vertx);
  }

  private static InetSocketAddress anyPort() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  }

  @AfterEach
  void stop() {
    api.close();
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  private static String with(String token) {
    return "Host: dns.example\r\nContent-Type: application/json\r\nAuthorization: Bearer "
        + token
        + "\r\n";
  }

  @Test
  void eachRoleMayDoWhatItSaysAndIsToldWhatItLacks() throws IOException {
    Map<String, List<Integer>> expected =
        Map.of(
            TokenFile.VIEWER, List.of(200, 403, 403, 403),
            TokenFile.OPERATOR, List.of(200, 200, 403, 403),
            TokenFile.ADMIN, List.of(200, 200, 200, 200));
    String forced = DRAIN.replace("}", ",\"force\":\"min-regions\"}");
    for (Map.Entry<String, List<Integer>> each : expected.entrySet()) {
      String headers = with(each.getKey());
      List<Integer> found =
          List.of(
              RawHttp.status(http.get("/api/v1/status", headers)),
              RawHttp.status(http.post("/api/v1/drain", headers, DRAIN)),
              RawHttp.status(http.post("/api/v1/drain", headers, forced)),
              RawHttp.status(http.post("/api/v1/reload", headers, "{\"reason\":\"new\"}")));
      assertEquals(each.getValue(), found, each.getKey());
    }
    String refused = http.post("/api/v1/drain", with(TokenFile.VIEWER), DRAIN);
    assertTrue(refused.contains("grafana has the role view, and this needs operate"), refused);
  }

  @Test
  void whoChangedItIsWhoseTokenItWas() throws IOException {
    http.post("/api/v1/drain", with(TokenFile.OPERATOR), DRAIN);
    http.post("/api/v1/drain", with(TokenFile.OPERATOR), DRAIN.replace("}", ",\"by\":\"eve\"}"));
    assertEquals(
        List.of("ann (api:127.0.0.1)", "ann (eve, api:127.0.0.1)"),
        operations.commands.stream().map(each -> ((Commands.Drain) each).by()).toList());
  }

  @Test
  void aBrowserSendsTheTokenAsAPassword() throws IOException {
    String unasked = http.get("/api/v1/status", "Host: dns.example\r\n");
    assertEquals(401, RawHttp.status(unasked));
    assertTrue(unasked.contains("Basic realm=\"leeward\""), unasked);
    for (String pair : List.of("ann:" + TokenFile.OPERATOR, ":" + TokenFile.VIEWER)) {
      assertEquals(200, RawHttp.status(http.get("/api/v1/status", basic(pair))), pair);
    }
    for (String pair : List.of(TokenFile.OPERATOR, "ann:x", "ann:")) {
      assertEquals(401, RawHttp.status(http.get("/api/v1/status", basic(pair))), pair);
    }
    assertEquals(
        401, RawHttp.status(http.get("/api/v1/status", "Host: d\r\nAuthorization: Basic %%%\r\n")));
  }

  private static String basic(String pair) {
    return "Host: dns.example\r\nAuthorization: Basic "
        + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8))
        + "\r\n";
  }

  @Test
  void aNewTokenFileIsTakenAndABadOneChangesNothing() throws IOException {
    String next = "a-token-that-came-later";
    TokenFile.write(file, "bob view " + next + "\n");
    until(() -> RawHttp.status(http.get("/api/v1/status", with(next))) == 200);
    assertEquals(401, RawHttp.status(http.get("/api/v1/status", with(TokenFile.ADMIN))));
    until(() -> operations.told.contains("api-tokens-changed bob view"));
    TokenFile.write(file, "bob\n");
    until(() -> operations.told.size() == 2);
    assertTrue(
        operations.told.getLast().contains("tokens:1: has 1 words where three are needed"),
        operations.told.toString());
    assertEquals(200, RawHttp.status(http.get("/api/v1/status", with(next))));
  }

  @Test
  void whoseTokenIsTakenBackFollowsNoLonger() throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), api.port())) {
      String request =
          "GET /api/v1/events/stream HTTP/1.1\r\nConnection: close\r\n"
              + with(TokenFile.VIEWER)
              + "\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
      TokenFile.write(file, "ann operate " + TokenFile.OPERATOR + "\n");
      String all = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertTrue(all.startsWith("HTTP/1.1 200 OK"), all);
    }
  }

  @Test
  void conditionsTravelWithTheCommand() throws IOException {
    String headers = with(TokenFile.OPERATOR);
    http.post("/api/v1/drain?dry-run=true", headers + "If-Match: \"ab\", W/\"cd\"\r\n", DRAIN);
    http.post("/api/v1/drain?dry-run=false", headers + "If-Match: *\r\n", DRAIN);
    assertEquals(
        List.of(new Commands.Conditions(true, java.util.Set.of("ab")), Commands.Conditions.NONE),
        operations.conditions);
    assertEquals(400, RawHttp.status(http.post("/api/v1/drain?dry-run=yes", headers, DRAIN)));
    assertEquals(
        400, RawHttp.status(http.post("/api/v1/drain", headers + "If-Match: ab\r\n", DRAIN)));
    operations.result =
        new CommandResult.Refused(CommandResult.LEDGER_CHANGED, List.of("it moved"), "look");
    assertEquals(412, RawHttp.status(http.post("/api/v1/drain", headers, DRAIN)));
  }

  @Test
  void aRenewedCertificateIsShownToNewConnections() throws Exception {
    certificate(90);
    TlsSettings files = new TlsSettings(List.of(), certificate, key);
    try (ApiServer tls = start(new ApiSettings(anyPort(), null, files))) {
      Instant first = expiry(tls);
      certificate(120);
      until(() -> !expiry(tls).equals(first));
      assertEquals(30, Duration.between(first, expiry(tls)).toDays());
      assertTrue(operations.told.getFirst().startsWith("api-certificate-changed valid until "));
    }
  }

  private void certificate(int days) throws Exception {
    TestCertificates.write(
        "dns.example",
        certificate,
        key,
        Instant.ofEpochSecond(2_000_000_000L).plus(Duration.ofDays(days)));
  }

  private static Instant expiry(ApiServer server) throws Exception {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, new TrustManager[] {new TrustsAll()}, null);
    try (SSLSocket socket =
        (SSLSocket)
            context
                .getSocketFactory()
                .createSocket(InetAddress.getLoopbackAddress(), server.port())) {
      socket.startHandshake();
      return ((X509Certificate) socket.getSession().getPeerCertificates()[0])
          .getNotAfter()
          .toInstant();
    }
  }

  private interface Question {
    boolean answer() throws Exception;
  }

  private static void until(Question question) {
    try {
      while (!question.answer()) {
        Thread.onSpinWait();
      }
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  /** What is shown is looked at, not believed. */
  private static final class TrustsAll extends X509ExtendedTrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
