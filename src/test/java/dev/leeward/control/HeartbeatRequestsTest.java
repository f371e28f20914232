package dev.leeward.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leeward.health.Heartbeat;
import dev.leeward.health.Heartbeats.Outcome;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Heartbeats as they are posted. */
class HeartbeatRequestsTest {
  private static final String FROM_AFAR = "Host: iad-1.example.net\r\n";
  private static final String BODY =
      "{\"endpoint\":\"192.0.2.10\",\"time\":1795000000,\"signature\":\"aa\"}";

  private final FakeOperations operations = new FakeOperations();
  private final Vertx vertx = Vertx.vertx();
  private ApiServer api;
  private RawHttp http;

  @BeforeEach
  void start(@TempDir Path folder) throws IOException {
    Path token = TokenFile.write(folder.resolve("token"));
    api =
        ApiServer.start(
            new ApiSettings(new InetSocketAddress("127.0.0.1", 0), token), operations, vertx);
    http = new RawHttp(api.port());
  }

  @AfterEach
  void stop() {
    api.close();
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  @Test
  void theyNeedNoTokenButTheirSignature() throws IOException {
    assertEquals(204, RawHttp.status(http.post("/api/v1/heartbeats/web", FROM_AFAR, BODY)));
    assertEquals(
        List.of(new Heartbeat("web", "192.0.2.10", 1_795_000_000L, "aa")), operations.commands);
    assertEquals(401, RawHttp.status(http.get("/api/v1/targets", FROM_AFAR)));
  }

  @Test
  void eachRefusalSaysWhatToDo() throws IOException {
    Map<Outcome, String> answers =
        Map.of(
            Outcome.UNKNOWN_CHECK, "404 unknown-check",
            Outcome.BAD_SIGNATURE, "403 bad-signature",
            Outcome.OUT_OF_TIME, "409 out-of-time");
    for (Map.Entry<Outcome, String> each : answers.entrySet()) {
      operations.outcome = each.getKey();
      String answer = http.post("/api/v1/heartbeats/web", FROM_AFAR, BODY);
      String error = each.getValue().substring(4);
      assertEquals(each.getValue(), RawHttp.status(answer) + " " + error);
      assertTrue(answer.contains("\"error\":\"" + error + "\""), answer);
    }
  }

  @Test
  void whatIsNoHeartbeatIsNotTaken() throws IOException {
    for (String body :
        List.of(
            "",
            "[]",
            BODY.replace("1795000000", "\"now\""),
            BODY.replace("1795000000", "1.5"),
            BODY.replace("\"192.0.2.10\"", "7"),
            BODY.replace("}", ",\"more\":1}"))) {
      String answer = http.post("/api/v1/heartbeats/web", FROM_AFAR, body);
      assertEquals(400, RawHttp.status(answer), body + answer);
    }
    assertEquals(List.of(), operations.commands);
  }
}
