package dev.leeward.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leeward.control.TokenFile;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.openapi.contract.OpenAPIContract;
import io.vertx.openapi.contract.Operation;
import io.vertx.openapi.validation.ResponseValidator;
import io.vertx.openapi.validation.ValidatableResponse;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every operation of the OpenAPI document against a running instance: with each role, with bad
 * input and in conflict. Every answer is validated against the document by Vert.x' own reader.
 */
@Timeout(120)
final class ApiContractTest {
  /** A request that is as it should be; changes are only tried. */
  private record Good(String path, @Nullable String body, int status) {}

  private static final Map<String, Good> GOOD = new TreeMap<>();

  static {
    GOOD.put("status", new Good("/api/v1/status", null, 200));
    GOOD.put("targets", new Good("/api/v1/targets", null, 200));
    GOOD.put("explain", new Good("/api/v1/explain?name=www.example.com&type=A", null, 200));
    GOOD.put("runbook", new Good("/api/v1/runbook", null, 200));
    GOOD.put("simulate", new Good("/api/v1/simulate?lose=us-east&lose=eu-west", null, 200));
    GOOD.put("events", new Good("/api/v1/events?after=0&limit=5&wait=1", null, 200));
    GOOD.put("followEvents", new Good("/api/v1/events/stream?after=0", null, 200));
    GOOD.put("verifyEvents", new Good("/api/v1/events/verify", null, 200));
    GOOD.put("notifications", new Good("/api/v1/notifications", null, 200));
    GOOD.put("availability", new Good("/api/v1/availability", null, 200));
    GOOD.put("probe", new Good("/api/v1/probe", "{'where':'www.example.com'}", 200));
    GOOD.put("drain", change("drain", "{'region':'us-east','reason':'r'}", 200));
    GOOD.put("undrain", change("undrain", "{'region':'us-east','reason':'r'}", 200));
    GOOD.put("pin", change("pin", "{'service':'www','region':'eu-west','reason':'r'}", 200));
    GOOD.put("unpin", change("unpin", "{'service':'www','reason':'r'}", 200));
    GOOD.put("freeze", change("freeze", "{'reason':'r','forSeconds':60}", 200));
    GOOD.put("thaw", change("thaw", "{'reason':'r'}", 200));
    GOOD.put("failback", change("failback", "{'service':'www','reason':'r'}", 200));
    GOOD.put("reload", change("reload", "{'reason':'r'}", 200));
    GOOD.put(
        "heartbeat",
        new Good("/api/v1/heartbeats/none", "{'endpoint':'*','time':1,'signature':'ab'}", 404));
    GOOD.put("drills", new Good("/api/v1/drills", null, 200));
    GOOD.put("drillReport", new Good("/api/v1/drills/none", null, 404));
    GOOD.put("drill", change("drills", "{'region':'us-east','reason':'r','forSeconds':60}", 200));
    GOOD.put("stopDrill", change("drills/stop", "{'reason':'r'}", 200));
    GOOD.put("describe", new Good("/api/v1/openapi.yaml", null, 200));
    GOOD.put("describeInJson", new Good("/api/v1/openapi.json", null, 200));
    GOOD.put("metrics", new Good("/metrics", null, 200));
    GOOD.put("live", new Good("/health/live", null, 200));
    GOOD.put("ready", new Good("/health/ready", null, 200));
  }

  private static final Map<String, @Nullable String> TOKENS = tokens();

  @TempDir static Path folder = Path.of("");
  private static Vertx vertx;
  private static ContractInstance instance;
  private static OpenAPIContract contract;
  private static ResponseValidator validator;

  private static Good change(String path, String body, int status) {
    return new Good("/api/v1/" + path + "?dry-run=true", body, status);
  }

  private static Map<String, @Nullable String> tokens() {
    Map<String, @Nullable String> tokens = new TreeMap<>();
    tokens.put("nobody", null);
    tokens.put("view", TokenFile.VIEWER);
    tokens.put("operate", TokenFile.OPERATOR);
    tokens.put("admin", TokenFile.ADMIN);
    return tokens;
  }

  @BeforeAll
  static void start() throws Exception {
    // Its reader of OpenAPI takes the schema of schemas from the class path.
    vertx =
        Vertx.vertx(
            new VertxOptions()
                .setFileSystemOptions(
                    new FileSystemOptions()
                        .setClassPathResolvingEnabled(true)
                        .setFileCachingEnabled(true)));
    instance = new ContractInstance(folder);
    instance.awaitHealth();
    JsonObject document =
        new JsonObject(instance.ask("GET", "/api/v1/openapi.json", TokenFile.VIEWER, null).body());
    contract =
        OpenAPIContract.from(vertx, onlyJson(document))
            .toCompletionStage()
            .toCompletableFuture()
            .join();
    validator = ResponseValidator.create(vertx, contract);
  }

  /** Vert.x knows schemas of JSON alone; of other answers the status is what it validates. */
  private static JsonObject onlyJson(JsonObject document) {
    JsonObject paths = document.getJsonObject("paths");
    for (String path : paths.fieldNames()) {
      for (Map.Entry<String, Object> method : paths.getJsonObject(path)) {
        JsonObject responses = ((JsonObject) method.getValue()).getJsonObject("responses");
        for (String status : responses.fieldNames()) {
          JsonObject content = responses.getJsonObject(status).getJsonObject("content");
          if (content != null && !content.containsKey("application/json")) {
            responses.getJsonObject(status).remove("content");
          }
        }
      }
    }
    return document;
  }

  @AfterAll
  static void stop() {
    instance.close();
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  private static ContractInstance.Answer ask(
      Operation operation,
      String path,
      @Nullable String token,
      @Nullable String body,
      String... headers)
      throws Exception {
    ContractInstance.Answer answer =
        instance.ask(
            operation.getHttpMethod().name(),
            path,
            token,
            body == null ? null : body.replace('\'', '"'),
            headers);
    assertDescribed(operation, answer);
    return answer;
  }

  private static void assertDescribed(Operation operation, ContractInstance.Answer answer) {
    ValidatableResponse response =
        answer.type().equals("application/json")
            ? ValidatableResponse.create(
                answer.status(), Buffer.buffer(answer.body()), answer.type())
            : ValidatableResponse.create(answer.status());
    validator
        .validate(response, operation.getOperationId())
        .toCompletionStage()
        .toCompletableFuture()
        .exceptionally(bad -> {
          throw new AssertionError(operation.getOperationId() + ": " + answer, bad);
        })
        .join();
    if (answer.status() >= 400 && !answer.type().startsWith("text/plain")) {
      JsonObject problem = new JsonObject(answer.body());
      assertFalse(problem.getString("whatToDo").isBlank(), answer.body());
      assertFalse(problem.getJsonArray("what").isEmpty(), answer.body());
    }
  }

  private static String role(Operation operation) {
    return String.valueOf(operation.getOpenAPIModel().getString("x-role"));
  }

  private static boolean isChange(Operation operation) {
    return operation.getTags().contains("changes") && !role(operation).equals("none");
  }

  private static Good good(Operation operation) {
    return java.util.Objects.requireNonNull(GOOD.get(operation.getOperationId()));
  }

  @Test
  void everyOperationIsTried() {
    assertEquals(
        GOOD.keySet(),
        contract.operations().stream()
            .map(Operation::getOperationId)
            .collect(Collectors.toCollection(TreeSet::new)));
  }

  @Test
  void eachRoleMayDoWhatTheDocumentSays() throws Exception {
    List<String> ladder = List.of("nobody", "view", "operate", "admin");
    for (Operation operation : contract.operations()) {
      Good good = good(operation);
      for (Map.Entry<String, @Nullable String> token : TOKENS.entrySet()) {
        int needed = role(operation).equals("none") ? 0 : ladder.indexOf(role(operation));
        int has = ladder.indexOf(token.getKey());
        int expected = has >= needed ? good.status() : has == 0 ? 401 : 403;
        assertEquals(
            expected,
            ask(operation, good.path(), token.getValue(), good.body()).status(),
            operation.getOperationId() + " as " + token.getKey());
      }
    }
  }

  @Test
  void whatIsNotDescribedIsRefused() throws Exception {
    for (Operation operation : contract.operations()) {
      Good good = good(operation);
      if (good.path().startsWith("/api/v1/")) {
        String mistyped = good.path() + (good.path().contains("?") ? "&" : "?") + "dryrun=true";
        ContractInstance.Answer answer = ask(operation, mistyped, TokenFile.ADMIN, good.body());
        assertEquals(400, answer.status(), mistyped);
        assertTrue(answer.body().contains("unknown parameter dryrun"), answer.body());
      }
      if (good.body() != null) {
        for (String bad : List.of("", "{}", "[]", "no", good.body().replace("}", ",'tpyo':1}"))) {
          assertEquals(
              400,
              ask(operation, good.path(), TokenFile.ADMIN, bad).status(),
              operation.getOperationId() + " " + bad);
        }
      }
    }
  }

  @Test
  void everyChangeNeedsAReasonAndJson() throws Exception {
    for (Operation operation : contract.operations()) {
      if (isChange(operation)) {
        Good good = good(operation);
        String body = String.valueOf(good.body());
        for (String reason : List.of("", "'reason':' '", "'reason':7")) {
          String without =
              body.replaceFirst(",?'reason':'r'", reason.isEmpty() ? "" : "," + reason);
          String json = without.replace("{,", "{");
          assertEquals(400, ask(operation, good.path(), TokenFile.ADMIN, json).status(), json);
        }
        ContractInstance.Answer plain =
            instance.ask("POST", good.path(), TokenFile.ADMIN, null, "Content-Type", "text/plain");
        assertEquals(415, plain.status());
        assertDescribed(operation, plain);
      }
    }
  }

  @Test
  void aChangeThatWasMeantForAnotherLedgerIsRefused() throws Exception {
    for (Operation operation : contract.operations()) {
      if (isChange(operation)) {
        Good good = good(operation);
        ContractInstance.Answer late =
            ask(operation, good.path(), TokenFile.ADMIN, good.body(), "If-Match", "\"00\"");
        assertEquals(412, late.status(), operation.getOperationId());
        assertTrue(late.body().contains("\"error\":\"ledger-changed\""), late.body());
        String tag = tag();
        assertEquals(
            200,
            ask(operation, good.path(), TokenFile.ADMIN, good.body(), "If-Match", tag).status());
      }
    }
  }

  private static String tag() throws Exception {
    return instance.ask("GET", "/api/v1/status", TokenFile.VIEWER, null).tag();
  }

  private static Operation operation(String id) {
    return java.util.Objects.requireNonNull(contract.operation(id));
  }

  @Test
  void whatADryRunTellsIsWhatTheCommandDoes() throws Exception {
    String drain = "{'region':'us-east','service':'www','reason':'rehearsal'}";
    String before = tag();
    ContractInstance.Answer dry =
        ask(operation("drain"), "/api/v1/drain?dry-run=true", TokenFile.OPERATOR, drain);
    assertEquals(before, dry.tag());
    JsonObject tried = new JsonObject(dry.body());
    assertTrue(tried.getBoolean("dryRun"));
    assertEquals(before, tag());
    assertEquals(new JsonArray(), tried.getJsonArray("instances"));

    ContractInstance.Answer done =
        ask(operation("drain"), "/api/v1/drain", TokenFile.OPERATOR, drain, "If-Match", before);
    assertEquals(200, done.status(), done.body());
    JsonObject changed = new JsonObject(done.body());
    for (String when : List.of("before", "after")) {
      assertEquals(
          tried.getJsonObject(when).getJsonArray("services"),
          changed.getJsonObject(when).getJsonArray("services"));
    }
    assertEquals(
        new JsonArray(List.of("us-east")),
        changed
            .getJsonObject("before")
            .getJsonArray("services")
            .getJsonObject(0)
            .getJsonArray("regions"));
    assertEquals(
        new JsonArray(List.of("eu-west")),
        changed
            .getJsonObject("after")
            .getJsonArray("services")
            .getJsonObject(0)
            .getJsonArray("regions"));
    assertEquals(
        "ann (api:127.0.0.1)",
        changed.getJsonObject("after").getJsonObject("override").getString("by"));
    assertEquals(tag(), done.tag());
    assertNotEquals(before, done.tag());
    assertEquals(
        412,
        ask(operation("drain"), "/api/v1/drain", TokenFile.OPERATOR, drain, "If-Match", before)
            .status());
    assertTold("ann (api:127.0.0.1)", "rehearsal");
    assertEquals(
        200,
        ask(
                operation("undrain"),
                "/api/v1/undrain",
                TokenFile.OPERATOR,
                "{'region':'us-east','service':'www','reason':'over'}")
            .status());
  }

  @Test
  void aDrillThatIsOnlyTriedTellsWhatItWouldMoveAndBeginsNothing() throws Exception {
    String drill = "{'region':'us-east','reason':'rehearsal','forSeconds':60}";
    String before = tag();
    ContractInstance.Answer dry =
        ask(operation("drill"), "/api/v1/drills?dry-run=true", TokenFile.OPERATOR, drill);
    JsonObject tried = new JsonObject(dry.body());
    assertEquals(before, dry.tag());
    assertEquals(before, tag());
    assertEquals("service www: [us-east] -> [eu-west]", tried.getJsonArray("changes").getString(1));
    assertNull(tried.getString("drill"));

    String shadow = drill.replace("}", ",'shadow':true}");
    ContractInstance.Answer dark =
        ask(operation("drill"), "/api/v1/drills?dry-run=true", TokenFile.OPERATOR, shadow);
    assertEquals(
        "in the shadow only: service www: [us-east] -> [eu-west]",
        new JsonObject(dark.body()).getJsonArray("changes").getString(1));

    ContractInstance.Answer begun =
        ask(operation("drill"), "/api/v1/drills", TokenFile.OPERATOR, drill, "If-Match", before);
    assertEquals(200, begun.status(), begun.body());
    String id = new JsonObject(begun.body()).getString("drill");
    String running = tag();
    assertEquals(running, begun.tag());
    assertEquals(
        409,
        ask(operation("drill"), "/api/v1/drills?dry-run=true", TokenFile.OPERATOR, drill).status());

    String enough = "{'reason':'enough'}";
    ContractInstance.Answer triedStop =
        ask(operation("stopDrill"), "/api/v1/drills/stop?dry-run=true", TokenFile.OPERATOR, enough);
    assertEquals(
        new JsonArray(List.of("stopped " + id, "service www: [eu-west] -> [us-east]")),
        new JsonObject(triedStop.body()).getJsonArray("changes"));
    assertEquals(running, tag());
    assertEquals(
        412,
        ask(
                operation("stopDrill"),
                "/api/v1/drills/stop",
                TokenFile.OPERATOR,
                enough,
                "If-Match",
                before)
            .status());
    ContractInstance.Answer stopped =
        ask(
            operation("stopDrill"),
            "/api/v1/drills/stop",
            TokenFile.OPERATOR,
            enough,
            "If-Match",
            running);
    assertEquals(id, new JsonObject(stopped.body()).getString("drill"));
  }

  private static void assertTold(String by, String reason)
      throws IOException, InterruptedException {
    boolean told = false;
    while (!told) {
      String events = instance.ask("GET", "/api/v1/events?limit=20", TokenFile.VIEWER, null).body();
      told = events.contains("\"by\":\"" + by + "\"") && events.contains(reason);
    }
  }

  @Test
  void aRuleRefusesADryRunAsItWouldTheCommand() throws Exception {
    for (String query : List.of("?dry-run=true", "")) {
      ContractInstance.Answer unknown =
          ask(
              operation("drain"),
              "/api/v1/drain" + query,
              TokenFile.OPERATOR,
              "{'region':'moon','reason':'r'}");
      assertEquals(409, unknown.status());
      assertTrue(unknown.body().contains("unknown-region"), unknown.body());
    }
    assertEquals(HttpMethod.POST, operation("drain").getHttpMethod());
  }
}
