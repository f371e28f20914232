package dev.leeward.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who may ask, what is refused, and what is never told. */
final class ApiRulesTest {
  private static final String LOCAL = "Host: 127.0.0.1\r\n";
  private static final String JSON = LOCAL + "Content-Type: application/json\r\n";
  private static final InetSocketAddress ANY_PORT = new InetSocketAddress("127.0.0.1", 0);

  @TempDir Path folder = Path.of("");
  private final FakeOperations operations = new FakeOperations();
  private final Vertx vertx = Vertx.vertx();
  private ApiServer api;
  private RawHttp http;

  @BeforeEach
  void start() throws IOException {
    api = ApiServer.start(new ApiSettings(ANY_PORT, null), operations, vertx);
    http = new RawHttp(api.port());
  }

  @AfterEach
  void stop() {
    api.close();
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  private static void assertRefused(int status, String error, String answer) {
    assertEquals(status, RawHttp.status(answer), answer);
    assertTrue(answer.contains("\"error\":\"" + error + "\""), answer);
    assertTrue(answer.contains("\"what\":[") && answer.contains("\"whatToDo\":\""), answer);
  }

  @Test
  void aNameThatAWebPagePointsAtLoopbackIsRefused() throws IOException {
    assertRefused(403, "forbidden-host", http.get("/api/v1/status", "Host: evil.example\r\n"));
    assertRefused(
        403, "forbidden-host", http.get("/metrics", "Host: 127.0.0.1.evil.example:8053\r\n"));
    for (String host : List.of("localhost:8053", "[::1]:8053", "127.9.9.9", "LOCALHOST")) {
      String answer = http.get("/api/v1/status", "Host: " + host + "\r\n");
      assertEquals(200, RawHttp.status(answer), host);
      assertFalse(answer.toLowerCase(Locale.ROOT).contains("access-control"), answer);
    }
  }

  @Test
  void aDrainLastsFourHoursUnlessItSaysOtherwise() throws IOException {
    http.post("/api/v1/drain", JSON, "{\"region\":\"us-east\",\"reason\":\"x\",\"by\":\"ann\"}");
    http.post(
        "/api/v1/drain",
        JSON,
        "{\"region\":\"us-east\",\"reason\":\"x\",\"service\":\"www\",\"forSeconds\":0.5}");
    http.post("/api/v1/drain", JSON, "{\"region\":\"r\",\"reason\":\"x\",\"permanent\":true}");
    assertEquals(
        List.of(
            new Commands.Drain(
                "us-east", null, "x", Duration.ofHours(4), null, "ann (api:127.0.0.1)"),
            new Commands.Drain(
                "us-east", "www", "x", Duration.ofMillis(500), null, "api:127.0.0.1"),
            new Commands.Drain("r", null, "x", null, null, "api:127.0.0.1")),
        operations.commands);
  }

  @Test
  void whatTheApiDoesNotUnderstandIsRefusedAndDoesNothing() throws IOException {
    for (String body :
        List.of(
            "{\"region\":\"r\",\"reason\":\"x\",\"fro\":\"4h\"}",
            "{\"region\":\"r\",\"reason\":\"two\\nlines\"}",
            "{\"region\":\"r\",\"reason\":\"x\",\"forSeconds\":0}",
            "{\"region\":\"r\",\"reason\":\"x\",\"forSeconds\":9,\"permanent\":true}",
            "{")) {
      assertRefused(400, "bad-request", http.post("/api/v1/drain", JSON, body));
    }
    String large = "{\"region\":\"" + "r".repeat(70_000) + "\"}";
    assertRefused(413, "bad-request", http.post("/api/v1/drain", JSON, large));
    assertEquals(List.of(), operations.commands);
  }

  @Test
  void aBugIsToldWithoutItsInnards() throws IOException {
    operations.broken = true;
    String answer = http.get("/api/v1/status", LOCAL);
    assertRefused(500, "bug", answer);
    assertFalse(answer.contains("fake"), answer);
  }

  @Test
  void withATokenEveryHostMayAskWhoKnowsItButHealthNeedsNone() throws IOException {
    Path file = TokenFile.write(folder.resolve("token"));
    try (ApiServer guarded = ApiServer.start(new ApiSettings(ANY_PORT, file), operations, vertx)) {
      RawHttp asked = new RawHttp(guarded.port());
      String host = "Host: dns.example\r\n";
      assertRefused(401, "unauthorized", asked.get("/api/v1/status", host));
      assertRefused(
          401,
          "unauthorized",
          asked.get("/api/v1/status", host + "Authorization: Bearer s3cres\r\n"));
      String known = host + "Authorization: Bearer " + TokenFile.ADMIN + "\r\n";
      assertEquals(200, RawHttp.status(asked.get("/api/v1/status", known)));
      assertEquals(200, RawHttp.status(asked.get("/health/live", host)));
      assertRefused(415, "not-json", asked.post("/api/v1/reload", known, "{}"));
    }
  }

  @Test
  void livenessIsAStatusCodeOfItsOwn() throws IOException {
    operations.live = false;
    assertEquals(503, RawHttp.status(http.get("/health/live", LOCAL)));
    assertEquals(200, RawHttp.status(http.get("/health/ready", LOCAL)));
    operations.ready = false;
    assertEquals(503, RawHttp.status(http.get("/health/ready", LOCAL)));
  }

  @Test
  void anOpenApiWithoutATokenOrWithAnEmptyOneDoesNotStart() throws IOException {
    ApiSettings open = new ApiSettings(new InetSocketAddress("0.0.0.0", 0), null);
    assertThrows(IOException.class, () -> ApiServer.start(open, operations, vertx));
    Path empty = Files.writeString(folder.resolve("empty"), "\n");
    ApiSettings blank = new ApiSettings(ANY_PORT, empty);
    assertThrows(IOException.class, () -> ApiServer.start(blank, operations, vertx));
  }

  @Test
  void theDescriptionListsEveryPathAndNoOther() throws IOException {
    String description = http.get("/api/v1/openapi.yaml", LOCAL);
    TreeSet<String> described =
        Pattern.compile("(?m)^  (/\\S+):$")
            .matcher(description)
            .results()
            .map((MatchResult match) -> match.group(1))
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(new TreeSet<>(api.paths()), described);
    assertRefused(404, "no-such-path", http.get("/api/v1/else", LOCAL));
    assertRefused(405, "wrong-method", http.get("/api/v1/drain", LOCAL));
  }
}
