package dev.leeward.control;

import dev.leeward.dns.Name;
import dev.leeward.dns.RecordType;
import dev.leeward.failover.Loss;
import dev.leeward.listener.TlsIdentity;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
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

  private final Operations operations;
  private final Vertx vertx;
  private final HttpServer server;
  private final Router router;
  private @Nullable ApiFiles files;

  private ApiServer(
      ApiSettings settings,
      Operations operations,
      Site site,
      Guard guard,
      @Nullable TlsIdentity identity,
      Vertx vertx) {
    this.operations = operations;
    this.vertx = vertx;
    HttpServerOptions options =
        new HttpServerOptions()
            .setHost(settings.address().getAddress().getHostAddress())
            .setPort(settings.address().getPort())
            .setIdleTimeout(60)
            .setIdleTimeoutUnit(TimeUnit.SECONDS);
    if (identity != null) {
      options.setSsl(true).setKeyCertOptions(ApiFiles.pem(identity));
    }
    this.router = router(guard, new SitePages(site, vertx));
    this.server = vertx.createHttpServer(options).requestHandler(router);
  }

  /** Without pages. */
  public static ApiServer start(ApiSettings settings, Operations operations, Vertx vertx)
      throws IOException {
    return start(settings, operations, Site.NONE, vertx);
  }

  /**
   * @throws IOException when the address cannot be bound, a file not be used, or strangers could
   *     reach an API without a token; the message says what to do
   */
  public static ApiServer start(ApiSettings settings, Operations operations, Site site, Vertx vertx)
      throws IOException {
    Path tokenFile = settings.tokenFile();
    if (tokenFile == null && !settings.address().getAddress().isLoopbackAddress()) {
      throw new IOException(
          "the API would be open to all on "
              + settings.address()
              + "; set listen.api-token-file, or listen on 127.0.0.1");
    }
    ApiTokens tokens = tokenFile == null ? null : ApiTokens.read(tokenFile);
    TlsIdentity identity = settings.tls() == null ? null : ApiFiles.identity(settings.tls());
    Guard guard = new Guard(tokens);
    ApiServer api = new ApiServer(settings, operations, site, guard, identity, vertx);
    try {
      api.server.listen().toCompletionStage().toCompletableFuture().join();
    } catch (CompletionException e) {
      throw new IOException(
          "the API cannot listen on "
              + settings.address()
              + " ("
              + e.getCause()
              + "); stop what listens there or change listen.api",
          e);
    }
    api.files = new ApiFiles(settings, operations, guard, api.server, vertx, tokens, identity);
    return api;
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

  private Router router(Guard guard, SitePages pages) {
    Router router = Router.router(vertx);
    RequestRules rules = new RequestRules(vertx);
    router.get("/health/live").handler(request -> health(request, operations.isLive()));
    router.get("/health/ready").handler(request -> health(request, operations.isReady()));
    // Their signature says who sent them; nobody else's token leaves this host for that.
    router
        .post("/api/v1/heartbeats/:check")
        .handler(BodyHandler.create(false).setBodyLimit(LONGEST_BODY))
        .handler(rules::check)
        .handler(new HeartbeatRequests(operations)::take);
    router.route().handler(pages::open);
    router.route().handler(guard::check);
    router.route().handler(pages::guarded);
    router.route().handler(BodyHandler.create(false).setBodyLimit(LONGEST_BODY));
    router.route().handler(rules::check);
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
    router.get("/api/v1/status").handler(request -> aside(request, () -> status(request)));
    router
        .get("/api/v1/targets")
        .handler(request ->
            aside(request, () -> Replies.json(request, 200, RecordJson.of(operations.targets()))));
    router.get("/api/v1/explain").handler(request -> aside(request, () -> explain(request)));
    router
        .get("/api/v1/runbook")
        .handler(request ->
            aside(request, () -> Replies.json(request, 200, RecordJson.of(operations.runbook()))));
    router.get("/api/v1/simulate").handler(request -> aside(request, () -> simulate(request)));
    EventsPages events = new EventsPages(operations, vertx);
    router.get("/api/v1/events").handler(events::page);
    router
        .get("/api/v1/events/stream")
        .handler(new EventStreams(operations, vertx, EventStreams.Limits.USUAL, guard)::open);
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
        .get("/api/v1/availability")
        .handler(request ->
            aside(
                request,
                () -> Replies.json(request, 200, RecordJson.of(operations.availability()))));
    router
        .get("/api/v1/openapi.yaml")
        .handler(request ->
            aside(
                request, () -> Replies.text(request, 200, "application/yaml", ApiDocument.text())));
    router
        .get("/api/v1/openapi.json")
        .handler(request ->
            aside(request, () -> Replies.json(request, 200, rules.document().join().json())));
    router.post("/api/v1/probe").handler(new ProbeRequests(operations, vertx)::probe);
    new CommandRequests(operations, vertx).route(router);
    DrillRequests drills = new DrillRequests(operations);
    router.get("/api/v1/drills").handler(request -> aside(request, () -> drills.list(request)));
    router.get("/api/v1/drills/:id").handler(request -> aside(request, () -> drills.show(request)));
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

  private void status(RoutingContext request) {
    StatusView status = operations.status();
    Replies.tag(request, status.ledger());
    Replies.json(request, 200, RecordJson.of(status));
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

  @Override
  public void close() {
    if (files != null) {
      files.close();
    }
    server
        .close()
        .toCompletionStage()
        .toCompletableFuture()
        .orTimeout(2, TimeUnit.SECONDS)
        .exceptionally(late -> null)
        .join();
  }
}
