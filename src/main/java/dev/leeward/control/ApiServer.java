package dev.leeward.control;

import dev.leeward.dns.Name;
import dev.leeward.dns.RecordType;
import dev.leeward.failover.Loss;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The HTTP API: questions and commands over {@link Operations}, health and metrics. Owned by
 * whoever starts and closes it.
 */
public final class ApiServer implements AutoCloseable {
  /** What an override lasts unless it says otherwise. */
  public static final Duration DEFAULT_OVERRIDE = Duration.ofHours(4);

  private static final Logger log = LoggerFactory.getLogger(ApiServer.class);
  private static final long LONGEST_BODY = 64 * 1024L;
  private static final String DESCRIPTION = "openapi/leeward-v1.yaml";

  private final Operations operations;
  private final Vertx vertx;
  private final HttpServer server;
  private final Router router;

  private ApiServer(ApiSettings settings, Operations operations, Guard guard, Vertx vertx) {
    this.operations = operations;
    this.vertx = vertx;
    HttpServerOptions options =
        new HttpServerOptions()
            .setHost(settings.address().getAddress().getHostAddress())
            .setPort(settings.address().getPort())
            .setIdleTimeout(60)
            .setIdleTimeoutUnit(TimeUnit.SECONDS);
    this.router = router(guard);
    this.server = vertx.createHttpServer(options).requestHandler(router);
  }

  /**
   * @throws IOException when the address cannot be bound, the token not be read, or strangers could
   *     reach an API without a token; the message says what to do
   */
  public static ApiServer start(ApiSettings settings, Operations operations, Vertx vertx)
      throws IOException {
    if (settings.tokenFile() == null && !settings.address().getAddress().isLoopbackAddress()) {
      throw new IOException(
          "the API would be open to all on "
              + settings.address()
              + "; set listen.api-token-file, or listen on 127.0.0.1");
    }
    ApiServer api = new ApiServer(settings, operations, Guard.of(settings), vertx);
    try {
      api.server.listen().toCompletionStage().toCompletableFuture().join();
      return api;
    } catch (CompletionException e) {
      throw new IOException(
          "the API cannot listen on "
              + settings.address()
              + " ("
              + e.getCause()
              + "); stop what listens there or change listen.api",
          e);
    }
  }

  public int port() {
    return server.actualPort();
  }

  /** What it answers at; the description lists the same. */
  Set<String> paths() {
    return router.getRoutes().stream()
        .map(Route::getPath)
        .filter(Objects::nonNull)
        .map(path -> path.replaceAll(":([a-z]+)", "{$1}"))
        .collect(Collectors.toSet());
  }

  private Router router(Guard guard) {
    Router router = Router.router(vertx);
    router.get("/health/live").handler(request -> health(request, operations.isLive()));
    router.get("/health/ready").handler(request -> health(request, operations.isReady()));
    // Their signature says who sent them; nobody else's token leaves this host for that.
    router
        .post("/api/v1/heartbeats/:check")
        .handler(BodyHandler.create(false).setBodyLimit(LONGEST_BODY))
        .handler(new HeartbeatRequests(operations)::take);
    router.route().handler(guard::check);
    router
        .get("/metrics")
        .handler(request ->
            aside(
                request,
                () ->
                    Replies.text(
                        request,
                        200,
                        "text/plain; version=0.0.4; charset=utf-8",
                        operations.metrics())));
    router
        .get("/api/v1/status")
        .handler(request ->
            aside(request, () -> Replies.json(request, 200, RecordJson.of(operations.status()))));
    router
        .get("/api/v1/targets")
        .handler(request ->
            aside(request, () -> Replies.json(request, 200, RecordJson.of(operations.targets()))));
    router.get("/api/v1/explain").handler(request -> aside(request, () -> explain(request)));
    router.get("/api/v1/simulate").handler(request -> aside(request, () -> simulate(request)));
    EventsPages events = new EventsPages(operations, vertx);
    router.get("/api/v1/events").handler(events::page);
    router
        .get("/api/v1/events/verify")
        .handler(request ->
            aside(
                request,
                () -> Replies.json(request, 200, RecordJson.of(operations.verifyEvents()))));
    router
        .get("/api/v1/notifications")
        .handler(request ->
            aside(
                request,
                () -> Replies.json(request, 200, RecordJson.of(operations.notifications()))));
    router
        .get("/api/v1/openapi.yaml")
        .handler(request ->
            aside(request, () -> Replies.text(request, 200, "application/yaml", description())));
    router.route().handler(BodyHandler.create(false).setBodyLimit(LONGEST_BODY));
    router.post("/api/v1/probe").handler(new ProbeRequests(operations, vertx)::probe);
    router.post("/api/v1/drain").handler(request -> command(request, this::drain));
    router.post("/api/v1/undrain").handler(request -> command(request, this::undrain));
    router.post("/api/v1/pin").handler(request -> command(request, this::pin));
    router.post("/api/v1/unpin").handler(request -> command(request, this::unpin));
    router.post("/api/v1/freeze").handler(request -> command(request, this::freeze));
    router.post("/api/v1/thaw").handler(request -> command(request, this::thaw));
    router.post("/api/v1/failback").handler(request -> command(request, this::failback));
    router.post("/api/v1/reload").handler(request -> command(request, this::reload));
    router.route().failureHandler(ApiServer::failed);
    router.errorHandler(
        404,
        request ->
            Replies.error(
                request,
                404,
                "no-such-path",
                "there is nothing at " + request.request().path(),
                "see /api/v1/openapi.yaml"));
    router.errorHandler(
        405,
        request ->
            Replies.error(
                request,
                405,
                "wrong-method",
                request.request().method() + " is not taken at " + request.request().path(),
                "see /api/v1/openapi.yaml"));
    return router;
  }

  private static void failed(RoutingContext request) {
    Throwable failure = request.failure();
    if (failure == null || request.statusCode() >= 400 && request.statusCode() < 500) {
      int status = request.statusCode() < 400 ? 400 : request.statusCode();
      Replies.error(
          request, status, "bad-request", "the request is not taken", "see /api/v1/openapi.yaml");
      return;
    }
    log.error("bug in an API request path={}", request.request().path(), failure);
    Replies.error(
        request, 500, "bug", "the request failed for no fault of yours", "see the instance's log");
  }

  private static void health(RoutingContext request, boolean well) {
    Replies.text(request, well ? 200 : 503, "text/plain", well ? "ok\n" : "not ok\n");
  }

  /** Off the event loop: the answer waits for the decision loop. */
  private void aside(RoutingContext request, Runnable answer) {
    vertx
        .executeBlocking(
            () -> {
              answer.run();
              return true;
            },
            false)
        .onFailure(request::fail);
  }

  private void explain(RoutingContext request) {
    String name = request.request().getParam("name");
    String type = Optional.ofNullable(request.request().getParam("type")).orElse("A");
    if (name == null) {
      Replies.error(
          request,
          400,
          "bad-request",
          "the parameter name is missing",
          "ask /api/v1/explain?name=www.example.com&type=A");
      return;
    }
    try {
      operations
          .explain(Name.parse(name), RecordType.parse(type))
          .ifPresentOrElse(
              view -> Replies.json(request, 200, RecordJson.of(view)),
              () ->
                  Replies.error(
                      request,
                      404,
                      "name-outside-zones",
                      name + " is in no zone that is served here",
                      "give a name of a served zone"));
    } catch (IllegalArgumentException e) {
      Replies.error(
          request,
          400,
          "bad-request",
          String.valueOf(e.getMessage()),
          "give a domain name and an RR type");
    }
  }

  private void simulate(RoutingContext request) {
    try {
      SimulateView view = operations.simulate(request.queryParam("lose"));
      Replies.json(request, 200, RecordJson.of(view));
    } catch (Loss.UnknownException e) {
      Replies.error(
          request,
          400,
          "bad-request",
          String.valueOf(e.getMessage()),
          "ask /api/v1/simulate?lose=REGION&lose=INSTANCE");
    }
  }

  /** From a request's body to what came of it. */
  private interface Command {
    CompletionStage<CommandResult> run(String body, String by) throws CommandBody.Bad;
  }

  private void command(RoutingContext request, Command command) {
    try {
      String by = "api:" + request.request().remoteAddress().hostAddress();
      String body =
          request.body().buffer() == null
              ? ""
              : request.body().buffer().toString(StandardCharsets.UTF_8);
      command
          .run(body, by)
          .whenComplete(
              (result, failure) -> vertx.runOnContext(again -> reply(request, result, failure)));
    } catch (CommandBody.Bad e) {
      Replies.error(
          request, 400, "bad-request", String.valueOf(e.getMessage()), "see /api/v1/openapi.yaml");
    }
  }

  private static void reply(
      RoutingContext request, @Nullable CommandResult result, @Nullable Throwable failure) {
    if (result == null) {
      request.fail(
          failure == null ? new IllegalStateException("a command without a result") : failure);
      return;
    }
    switch (result) {
      case CommandResult.Accepted accepted -> Replies.json(request, 200, RecordJson.of(accepted));
      case CommandResult.Refused refused ->
          Replies.error(request, 409, refused.rule(), refused.reasons(), refused.whatToDo());
    }
  }

  private CompletionStage<CommandResult> drain(String body, String by) throws CommandBody.Bad {
    CommandBody json =
        CommandBody.read(
            body, Set.of("region", "service", "reason", "forSeconds", "permanent", "force", "by"));
    return operations.drain(
        new Operations.Drain(
            json.text("region"),
            json.optionalText("service"),
            json.text("reason"),
            lasts(json),
            json.optionalText("force"),
            by(json, by)));
  }

  private CompletionStage<CommandResult> undrain(String body, String by) throws CommandBody.Bad {
    CommandBody json = CommandBody.read(body, Set.of("region", "service", "reason", "by"));
    String reason = json.optionalText("reason");
    return operations.undrain(
        new Operations.Undrain(
            json.text("region"),
            json.optionalText("service"),
            reason == null ? "" : reason,
            by(json, by)));
  }

  private CompletionStage<CommandResult> pin(String body, String by) throws CommandBody.Bad {
    CommandBody json =
        CommandBody.read(
            body, Set.of("service", "region", "reason", "forSeconds", "permanent", "by"));
    return operations.pin(
        new Operations.Pin(
            json.text("service"),
            json.text("region"),
            json.text("reason"),
            lasts(json),
            by(json, by)));
  }

  private CompletionStage<CommandResult> unpin(String body, String by) throws CommandBody.Bad {
    return operations.unpin(releaseOfService(body, by));
  }

  private CompletionStage<CommandResult> freeze(String body, String by) throws CommandBody.Bad {
    CommandBody json = CommandBody.read(body, Set.of("reason", "forSeconds", "permanent", "by"));
    return operations.freeze(new Operations.Freeze(json.text("reason"), lasts(json), by(json, by)));
  }

  private CompletionStage<CommandResult> thaw(String body, String by) throws CommandBody.Bad {
    CommandBody json = CommandBody.read(body, Set.of("reason", "by"));
    String reason = json.optionalText("reason");
    return operations.thaw(
        new Operations.Release(null, reason == null ? "" : reason, by(json, by)));
  }

  private CompletionStage<CommandResult> failback(String body, String by) throws CommandBody.Bad {
    return operations.failback(releaseOfService(body, by));
  }

  private static Operations.Release releaseOfService(String body, String by)
      throws CommandBody.Bad {
    CommandBody json = CommandBody.read(body, Set.of("service", "reason", "by"));
    String reason = json.optionalText("reason");
    return new Operations.Release(json.text("service"), reason == null ? "" : reason, by(json, by));
  }

  /** Null for permanent. */
  private static @Nullable Duration lasts(CommandBody json) throws CommandBody.Bad {
    Duration lasts = json.optionalSeconds("forSeconds");
    boolean permanent = json.flag("permanent");
    if (permanent && lasts != null) {
      throw new CommandBody.Bad("permanent and forSeconds exclude each other");
    }
    return permanent ? null : lasts == null ? DEFAULT_OVERRIDE : lasts;
  }

  private CompletionStage<CommandResult> reload(String body, String by) throws CommandBody.Bad {
    return operations.reload(CommandBody.read(body, Set.of("force")).flag("force"));
  }

  private static String by(CommandBody json, String otherwise) throws CommandBody.Bad {
    String by = json.optionalText("by");
    return by == null ? otherwise : by + " (" + otherwise + ")";
  }

  private static String description() {
    try (InputStream in = ApiServer.class.getClassLoader().getResourceAsStream(DESCRIPTION)) {
      if (in == null) {
        throw new IllegalStateException(DESCRIPTION + " is not in the distribution");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException(DESCRIPTION + " cannot be read", e);
    }
  }

  @Override
  public void close() {
    server
        .close()
        .toCompletionStage()
        .toCompletableFuture()
        .orTimeout(2, TimeUnit.SECONDS)
        .exceptionally(late -> null)
        .join();
  }
}
