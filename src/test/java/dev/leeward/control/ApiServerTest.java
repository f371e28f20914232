package dev.leeward.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApiServerTest {
  private final Vertx vertx = Vertx.vertx();
  private final FakeOperations operations = new FakeOperations();
  private final HttpClient client = HttpClient.newHttpClient();
  private ApiServer api;

  @BeforeEach
  void start() throws IOException {
    api = start(null);
  }

  private ApiServer start(@Nullable Path token) throws IOException {
    return ApiServer.start(
        new ApiSettings(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), token),
        operations,
        vertx);
  }

  @AfterEach
  void stop() {
    api.close();
    vertx.close();
  }

  private HttpResponse<String> get(String path) throws Exception {
    return client.send(request(path).build(), HttpResponse.BodyHandlers.ofString());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + api.port() + path));
  }

  private HttpResponse<String> post(String path, String body) throws Exception {
    HttpRequest request =
        request(path)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    return client.send(request, HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void statusIsJsonWithTimesInUtcAndDurationsInSeconds() throws Exception {
    HttpResponse<String> response = get("/api/v1/status");
    assertEquals(200, response.statusCode());
    JsonObject status = new JsonObject(response.body());
    assertEquals("2026-01-02T03:04:05.678Z", status.getString("at"));
    assertEquals(1.5, status.getDouble("uptime"));
    assertEquals(
        "region-out",
        status
            .getJsonArray("services")
            .getJsonObject(0)
            .getJsonArray("regions")
            .getJsonObject(0)
            .getJsonArray("records")
            .getJsonObject(0)
            .getString("withdrawn"));
  }

  @Test
  void aDrainWithoutATimeLastsFourHours() throws Exception {
    assertEquals(
        200, post("/api/v1/drain", "{\"region\":\"us-east\",\"reason\":\"work\"}").statusCode());
    Commands.Drain drain = (Commands.Drain) operations.commands.getFirst();
    assertEquals(Duration.ofHours(4), drain.lasts());
    assertEquals("us-east", drain.region());
  }

  @Test
  void pinAndFreezeLastFourHoursTooAndEveryChangeNeedsAReason() throws Exception {
    post("/api/v1/pin", "{\"service\":\"www\",\"region\":\"eu-west\",\"reason\":\"work\"}");
    post("/api/v1/unpin", "{\"service\":\"www\",\"reason\":\"done\"}");
    post("/api/v1/freeze", "{\"reason\":\"storm\",\"forSeconds\":60,\"by\":\"ann\"}");
    post("/api/v1/thaw", "{\"reason\":\"over\"}");
    post("/api/v1/failback", "{\"service\":\"www\",\"reason\":\"checked\"}");
    String by = "api:127.0.0.1";
    assertEquals(
        List.of(
            new Commands.Pin("www", "eu-west", "work", Duration.ofHours(4), by),
            new Commands.Release("www", "done", by),
            new Commands.Freeze("storm", Duration.ofMinutes(1), "ann (" + by + ")"),
            new Commands.Release(null, "over", by),
            new Commands.Release("www", "checked", by)),
        operations.commands);
    assertEquals(400, post("/api/v1/pin", "{\"service\":\"www\"}").statusCode());
    assertEquals(400, post("/api/v1/freeze", "{}").statusCode());
    assertEquals(400, post("/api/v1/unpin", "{\"reason\":\"x\"}").statusCode());
    for (String body : List.of("{\"service\":\"www\"}", "{\"service\":\"www\",\"reason\":\" \"}")) {
      assertEquals(400, post("/api/v1/unpin", body).statusCode());
      assertEquals(400, post("/api/v1/failback", body).statusCode());
    }
    assertEquals(400, post("/api/v1/thaw", "{}").statusCode());
    assertEquals(400, post("/api/v1/reload", "{}").statusCode());
  }

  @Test
  void aRefusalIsAConflictThatNamesTheRule() throws Exception {
    operations.result =
        new CommandResult.Refused(
            "min-regions", List.of("would leave nothing"), "give --force min-regions");
    HttpResponse<String> response =
        post("/api/v1/drain", "{\"region\":\"us-east\",\"reason\":\"work\"}");
    assertEquals(409, response.statusCode());
    assertEquals("min-regions", new JsonObject(response.body()).getString("error"));
  }

  @Test
  void badCommandsAreNotCarriedOut() throws Exception {
    for (String body :
        List.of(
            "{}",
            "[]",
            "not json",
            "{\"region\":\"a\",\"reason\":\"\"}",
            "{\"region\":\"a\",\"reason\":\"r\",\"tpyo\":1}",
            "{\"region\":\"a\",\"reason\":\"r\",\"forSeconds\":-1}",
            "{\"region\":\"a\",\"reason\":\"r\",\"forSeconds\":1,\"permanent\":true}",
            "{\"region\":1,\"reason\":\"r\"}")) {
      assertEquals(400, post("/api/v1/drain", body).statusCode(), body);
    }
    assertTrue(operations.commands.isEmpty());
  }

  @Test
  void aWebPageCannotDrainARegion() throws Exception {
    HttpRequest form =
        request("/api/v1/drain")
            .header("Content-Type", "text/plain")
            .POST(HttpRequest.BodyPublishers.ofString("{\"region\":\"a\",\"reason\":\"r\"}"))
            .build();
    assertEquals(415, client.send(form, HttpResponse.BodyHandlers.ofString()).statusCode());
    assertEquals(
        "HTTP/1.1 403 Forbidden",
        firstLine(
            "GET /api/v1/status HTTP/1.1\r\n"
                + "Host: rebound.example.com\r\n"
                + "Connection: close\r\n\r\n"));
    assertTrue(operations.commands.isEmpty());
  }

  private String firstLine(String request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), api.port())) {
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return String.valueOf(
          new BufferedReader(
                  new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
              .readLine());
    }
  }

  @Test
  void withATokenEveryRequestButHealthNeedsIt(@TempDir Path folder) throws Exception {
    api.close();
    api = start(TokenFile.write(folder.resolve("token")));
    assertEquals(401, get("/api/v1/status").statusCode());
    assertEquals(200, get("/health/ready").statusCode());
    HttpRequest known =
        request("/api/v1/status").header("Authorization", "Bearer " + TokenFile.VIEWER).build();
    assertEquals(200, client.send(known, HttpResponse.BodyHandlers.ofString()).statusCode());
    HttpRequest wrong =
        request("/api/v1/status")
            .header("Authorization", "Bearer " + TokenFile.VIEWER + "x")
            .build();
    assertEquals(401, client.send(wrong, HttpResponse.BodyHandlers.ofString()).statusCode());
  }

  @Test
  void readinessIsAStatusCode() throws Exception {
    assertEquals(200, get("/health/ready").statusCode());
    operations.ready = false;
    assertEquals(503, get("/health/ready").statusCode());
  }

  @Test
  void anUnknownPathOrNameSaysWhatToDo() throws Exception {
    assertEquals(404, get("/api/v1/nothing").statusCode());
    assertEquals(404, get("/api/v1/explain?name=www.example.net").statusCode());
    assertEquals(400, get("/api/v1/explain").statusCode());
    assertTrue(get("/api/v1/runbook").body().contains("\"ballotExpiry\":4.0"));
    assertEquals(400, get("/api/v1/simulate?lose=moon").statusCode());
    assertEquals(200, get("/api/v1/simulate?lose=us-east&lose=two").statusCode());
    assertEquals(400, get("/api/v1/explain?name=a..b").statusCode());
  }

  @Test
  void everyPathOfTheDescriptionIsServed() throws Exception {
    String description = get("/api/v1/openapi.yaml").body();
    List<String> paths =
        description
            .lines()
            .filter(line -> line.matches("  /[a-z0-9/.]+:"))
            .map(line -> line.trim().replace(":", ""))
            .toList();
    assertEquals(26, paths.size());
    for (String path : paths) {
      if (path.endsWith("/stream")) {
        continue; // It never ends: EventStreamTest.
      }
      boolean post =
          description
              .substring(description.indexOf("  " + path + ":"))
              .lines()
              .skip(1)
              .findFirst()
              .orElse("")
              .contains("post");
      int status = post ? post(path, "{}").statusCode() : get(path).statusCode();
      assertTrue(status == 200 || status == 400, path + " " + status);
    }
  }

  @Test
  void eventsAreAskedForByNumberAndMayBeWaitedFor() throws Exception {
    HttpResponse<String> page = get("/api/v1/events?after=7&limit=2&wait=25");
    assertEquals(200, page.statusCode());
    JsonObject body = new JsonObject(page.body());
    assertEquals(12, body.getInteger("last"));
    assertEquals("decision/www", body.getJsonArray("events").getJsonObject(0).getString("key"));
    assertEquals(200, get("/api/v1/events").statusCode());
    assertEquals(
        List.of(
            new Operations.EventsQuery(7L, 2, Duration.ofSeconds(25)),
            new Operations.EventsQuery(null, 100, Duration.ZERO)),
        operations.queries);
  }

  @Test
  void aNumberOutOfBoundsIsNamed() throws Exception {
    for (String wrong : List.of("limit=0", "limit=1001", "wait=31", "after=-1&limit=x")) {
      HttpResponse<String> answer = get("/api/v1/events?" + wrong);
      assertEquals(400, answer.statusCode(), wrong);
      String named =
          "the parameter "
              + wrong.substring(0, wrong.indexOf('='))
              + " is \""
              + wrong.split("[=&]", -1)[1]
              + "\"; write a whole number from ";
      String told = new JsonObject(answer.body()).getJsonArray("what").getString(0);
      assertTrue(told.startsWith(named), told);
    }
    assertEquals(List.of(), operations.queries);
  }

  @Test
  void theChainIsVerifiedByTheInstance() throws Exception {
    JsonObject chain = new JsonObject(get("/api/v1/events/verify").body());
    assertTrue(chain.getBoolean("sound"));
    assertEquals("cd34", chain.getJsonObject("agreed").getString("decision/www"));
  }

  @Test
  void aTakenAddressIsNamed() {
    ApiSettings same =
        new ApiSettings(new InetSocketAddress(InetAddress.getLoopbackAddress(), api.port()), null);
    Vertx other = Vertx.vertx();
    try {
      IOException refused =
          org.junit.jupiter.api.Assertions.assertThrows(
              IOException.class, () -> ApiServer.start(same, operations, other));
      assertTrue(String.valueOf(refused.getMessage()).contains("change listen.api"));
    } finally {
      other.close();
    }
  }
}
