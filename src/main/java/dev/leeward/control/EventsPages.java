package dev.leeward.control;

import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The timeline over HTTP, with a long poll for who follows it. Owned by the API's server. */
final class EventsPages {
  private static final int MOST_EVENTS = 1000;
  private static final int USUAL_EVENTS = 100;

  /** Below the time after which the server closes an idle connection. */
  private static final int LONGEST_WAIT_SECONDS = 30;

  private final Operations operations;
  private final Vertx vertx;

  EventsPages(Operations operations, Vertx vertx) {
    this.operations = operations;
    this.vertx = vertx;
  }

  void page(RoutingContext request) {
    Long after = number(request, "after", 0, Long.MAX_VALUE);
    Long limit = number(request, "limit", 1, MOST_EVENTS);
    Long wait = number(request, "wait", 0, LONGEST_WAIT_SECONDS);
    if (request.response().ended()) {
      return;
    }
    Operations.EventsQuery query =
        new Operations.EventsQuery(
            after,
            limit == null ? USUAL_EVENTS : limit.intValue(),
            wait == null ? Duration.ZERO : Duration.ofSeconds(wait));
    vertx
        .executeBlocking(() -> operations.events(query), false)
        .onFailure(request::fail)
        .onSuccess(stage ->
            stage.whenComplete(
                (view, failure) -> vertx.runOnContext(again -> reply(request, view, failure))));
  }

  private static void reply(
      RoutingContext request, @Nullable EventsView view, @Nullable Throwable failure) {
    if (view != null) {
      if (!request.response().closed()) {
        Replies.json(request, 200, RecordJson.of(view));
      }
    } else {
      request.fail(failure == null ? new IllegalStateException("no events, no failure") : failure);
    }
  }

  /** Null when it is not given; when it is wrong the request has been answered. */
  private static @Nullable Long number(RoutingContext request, String name, long least, long most) {
    String text = request.request().getParam(name);
    if (text == null || request.response().ended()) {
      return null;
    }
    if (text.matches("[0-9]{1,18}")) {
      long number = Long.parseLong(text);
      if (number >= least && number <= most) {
        return number;
      }
    }
    Replies.error(
        request,
        400,
        "bad-request",
        "the parameter " + name + " is \"" + text + "\"",
        "write a whole number" + (most == Long.MAX_VALUE ? "" : " from " + least + " to " + most));
    return null;
  }
}
