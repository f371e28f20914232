package dev.leeward.control;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.List;

/** Answers of the API. */
final class Replies {
  private Replies() {}

  static void json(RoutingContext request, int status, JsonObject body) {
    request
        .response()
        .setStatusCode(status)
        .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
        .end(body.encode() + "\n");
  }

  /** The ledger's digest stands for what a change is made to: everything else only looks at it. */
  static void tag(RoutingContext request, String ledger) {
    request.response().putHeader(HttpHeaders.ETAG, "\"" + ledger + "\"");
  }

  static void text(RoutingContext request, int status, String type, String body) {
    request.response().setStatusCode(status).putHeader(HttpHeaders.CONTENT_TYPE, type).end(body);
  }

  static void error(
      RoutingContext request, int status, String error, String what, String whatToDo) {
    error(request, status, error, List.of(what), whatToDo);
  }

  static void error(
      RoutingContext request, int status, String error, List<String> what, String whatToDo) {
    json(
        request,
        status,
        new JsonObject()
            .put("error", error)
            .put("what", new JsonArray(what))
            .put("whatToDo", whatToDo));
  }
}
