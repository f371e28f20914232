package dev.leeward.control;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Lets through what is as the OpenAPI document has it. The document is read when the first request
 * comes: it would cost a start more than all the rest of the API. Any event loop may call.
 */
final class RequestRules {
  /** Others are asked by programs that may add parameters of their own, as scrapers do. */
  private static final String DESCRIBED = "/api/v1/";

  private final Vertx vertx;
  private final AtomicReference<@Nullable CompletableFuture<ApiDocument>> document =
      new AtomicReference<>();

  RequestRules(Vertx vertx) {
    this.vertx = vertx;
  }

  /** The document, once it is read. */
  CompletableFuture<ApiDocument> document() {
    CompletableFuture<ApiDocument> mine = new CompletableFuture<>();
    CompletableFuture<ApiDocument> first = document.compareAndExchange(null, mine);
    if (first != null) {
      return first;
    }
    vertx
        .executeBlocking(ApiDocument::load, false)
        .onSuccess(mine::complete)
        .onFailure(mine::completeExceptionally);
    return mine;
  }

  void check(RoutingContext request) {
    if (!request.normalizedPath().startsWith(DESCRIBED)) {
      request.next();
      return;
    }
    Context context = vertx.getOrCreateContext();
    CompletableFuture<ApiDocument> read = document();
    if (read.isDone() && !read.isCompletedExceptionally()) {
      check(request, read.join());
      return;
    }
    var unused =
        read.whenComplete((document, bug) ->
            context.runOnContext(again -> {
              if (document == null) {
                request.fail(bug);
              } else {
                check(request, document);
              }
            }));
  }

  private static void check(RoutingContext request, ApiDocument document) {
    List<String> problems =
        document
            .find(request.request().method(), request.normalizedPath())
            .map(operation ->
                operation.problems(
                    request.queryParams(),
                    request.request().headers(),
                    CommandRequests.body(request)))
            .orElse(List.of());
    if (problems.isEmpty()) {
      request.next();
    } else {
      Replies.error(request, 400, "bad-request", problems, "see /api/v1/openapi.yaml");
    }
  }
}
