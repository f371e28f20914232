package dev.leeward.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code /api/v1/drills}. */
class DrillRequestsTest {
  private final Vertx vertx = Vertx.vertx();
  private final FakeOperations operations = new FakeOperations();
  private final HttpClient client = HttpClient.newHttpClient();
  private ApiServer api;

  @BeforeEach
  void start() throws IOException {
    InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    api = ApiServer.start(new ApiSettings(any, null), operations, vertx);
  }

  @AfterEach
  void stop() {
    api.close();
    vertx.close();
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + api.port() + path));
  }

  private HttpResponse<String> get(String path) throws Exception {
    return client.send(request(path).build(), HttpResponse.BodyHandlers.ofString());
  }

  private HttpResponse<String> post(String path, String body) throws Exception {
    return client.send(
        request(path)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void theDrillThatWasBegunIsNamed() throws Exception {
    HttpResponse<String> response =
        post(
            "/api/v1/drills",
            """
            { "region": "us-east", "service": "www", "forSeconds": 90, "reason": "game day",
              "shadow": true, "by": "ann" }
            """);
    assertEquals(200, response.statusCode(), response.body());
    assertEquals(FakeOperations.DRILL, new JsonObject(response.body()).getString("drill"));
    assertEquals(
        List.of(
            new Commands.Drill(
                "us-east", "www", "game day", Duration.ofSeconds(90), true, "ann (api:127.0.0.1)")),
        operations.commands);
  }

  @Test
  void whatStandsAgainstADrillIsToldByItsName() throws Exception {
    operations.result =
        new CommandResult.Refused(
            "standby-health", List.of("standby-health: eu-west is down"), "see leeward status");
    HttpResponse<String> response =
        post("/api/v1/drills", "{ \"region\": \"us-east\", \"forSeconds\": 9, \"reason\": \"x\" }");
    assertEquals(409, response.statusCode());
    assertEquals("standby-health", new JsonObject(response.body()).getString("error"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"region\":\"us-east\",\"reason\":\"x\"} | forSeconds is missing",
        "{\"region\":\"us-east\",\"reason\":\"x\",\"forSeconds\":0.5} | forSeconds is 0.5 s; write at"
            + " least 1 s",
        "{\"region\":\"us-east\",\"reason\":\"x\",\"forSeconds\":32400} | forSeconds is 32400 s (9"
            + " h); write at most 14400 s (4 h)",
        "{\"region\":\"us-east\",\"forSeconds\":9} | reason is missing",
        "{\"region\":\"us-east\",\"forSeconds\":9,\"reason\":\" \"} | reason is blank",
        "{\"region\":\"\",\"forSeconds\":9,\"reason\":\"x\"} | region is empty",
        "{\"region\":7,\"forSeconds\":9,\"reason\":\"x\"} | write text in quotes",
        "{\"forSeconds\":9,\"reason\":\"x\"} | region is missing",
        "{\"region\":\"us-east\",\"reason\":\"x\",\"forSeconds\":9,\"shadow\":1} | shadow is of"
            + " the type number; write true or false",
        "{\"region\":\"us-east\",\"reason\":\"x\",\"forSeconds\":9,\"force\":1} | unknown keys"
            + " force",
      })
  void whatIsNoDrillIsRefusedBeforeAnybodyIsAsked(String body, String said) throws Exception {
    HttpResponse<String> response = post("/api/v1/drills", body);
    assertEquals(400, response.statusCode());
    assertTrue(response.body().contains(said), response.body());
    assertEquals(List.of(), operations.commands);
  }

  @Test
  void oneIsStoppedWithAReason() throws Exception {
    assertEquals(400, post("/api/v1/drills/stop", "{}").statusCode());
    assertEquals(200, post("/api/v1/drills/stop", "{\"reason\":\"enough\"}").statusCode());
    assertEquals(
        List.of(new Commands.Release(null, "enough", "api:127.0.0.1")), operations.commands);
  }

  @Test
  void bothAreTriedOnlyAndUnderConditions() throws Exception {
    String drill = "{\"region\":\"us-east\",\"forSeconds\":9,\"reason\":\"x\"}";
    assertEquals(200, post("/api/v1/drills?dry-run=true", drill).statusCode());
    assertEquals(
        200,
        client
            .send(
                request("/api/v1/drills/stop")
                    .header("Content-Type", "application/json")
                    .header("If-Match", "\"ab12\"")
                    .POST(HttpRequest.BodyPublishers.ofString("{\"reason\":\"enough\"}"))
                    .build(),
                HttpResponse.BodyHandlers.ofString())
            .statusCode());
    assertEquals(
        List.of(
            new Commands.Conditions(true, null), new Commands.Conditions(false, Set.of("ab12"))),
        operations.conditions);
  }

  @Test
  void reportsAreListedAndShown() throws Exception {
    JsonObject all = new JsonObject(get("/api/v1/drills").body());
    assertEquals(FakeOperations.DRILL, all.getJsonArray("drills").getJsonObject(0).getString("id"));
    JsonObject one = new JsonObject(get("/api/v1/drills/" + FakeOperations.DRILL).body());
    assertEquals("completed", one.getJsonObject("report").getString("state"));
    assertTrue(one.getString("markdown").startsWith("# Drill "));
    assertEquals(404, get("/api/v1/drills/of-yesterday").statusCode());
    assertEquals(404, get("/api/v1/drills/..%2f..%2fledger").statusCode());
  }
}
