package dev.leeward.control;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client that follows the timeline. It asks for the next page when it has sent the one before:
 * the timeline itself is the queue, and a client that does not read costs one page and is closed.
 * Owned by its connection's event loop.
 */
final class EventStream {
  private static final Logger log = LoggerFactory.getLogger(EventStream.class);
  private static final int PAGE = 100;

  /** What a browser waits before it comes again, or all would come at once after a restart. */
  private static final int RETRY_MILLIS = 2000;

  private static final long PAUSE_MILLIS = 1000;

  /**
   * What others know of it.
   *
   * @param mayGoOn whether the client's token is one still
   * @param ended told once
   */
  record Watch(BooleanSupplier mayGoOn, Runnable ended) {}

  private final Operations operations;
  private final Vertx vertx;
  private final Context context;
  private final HttpServerResponse response;
  private final EventStreams.Limits limits;
  private final Watch watch;
  private long last;
  private long watchdog = -1;
  private boolean over;

  EventStream(
      Operations operations,
      Vertx vertx,
      HttpServerResponse response,
      EventStreams.Limits limits,
      Watch watch) {
    this.operations = operations;
    this.vertx = vertx;
    this.context = vertx.getOrCreateContext();
    this.response = response;
    this.limits = limits;
    this.watch = watch;
  }

  /**
   * @param after the last event that the client has; null to begin with what comes next
   */
  void begin(@Nullable Long after) {
    response.closeHandler(gone -> end());
    response.exceptionHandler(gone -> end());
    ask(
        new Operations.EventsQuery(null, 1, Duration.ZERO),
        view -> {
          // A number that no event has yet is one of a timeline that was begun anew since.
          last = after == null ? view.last() : after > view.last() ? 0 : after;
          write("retry: " + RETRY_MILLIS + "\nid: " + last + "\n\n");
          next();
        });
  }

  private interface Then {
    void take(EventsView view);
  }

  private void ask(Operations.EventsQuery query, Then then) {
    vertx
        .executeBlocking(() -> operations.events(query), false)
        .onFailure(this::fail)
        .onSuccess(stage ->
            stage.whenComplete((view, failure) ->
                context.runOnContext(again -> {
                  if (view == null) {
                    fail(failure);
                  } else if (!over) {
                    then.take(view);
                  }
                })));
  }

  private void next() {
    if (over) {
      return;
    }
    if (!watch.mayGoOn().getAsBoolean()) {
      end();
      response.end();
      return;
    }
    if (response.writeQueueFull()) {
      awaitReader();
      return;
    }
    long asked = System.nanoTime();
    ask(
        new Operations.EventsQuery(last, PAGE, limits.heartbeat()),
        view -> {
          if (view.events().isEmpty()) {
            idle(System.nanoTime() - asked);
          } else {
            view.events().forEach(this::send);
            next();
          }
        });
  }

  /** So many may wait for an event that one more is not let wait: then it looks now and again. */
  private void idle(long waitedNanos) {
    if (waitedNanos >= limits.heartbeat().toNanos() / 2) {
      write(": alive\n\n");
      next();
    } else {
      vertx.setTimer(PAUSE_MILLIS, again -> next());
    }
  }

  private void awaitReader() {
    watchdog =
        vertx.setTimer(
            limits.patience().toMillis(),
            late -> {
              log.info(
                  "event-stream-closed a client read nothing for {} s",
                  limits.patience().toSeconds());
              end();
              response.reset();
            });
    response.drainHandler(read -> {
      vertx.cancelTimer(watchdog);
      response.drainHandler(null);
      next();
    });
  }

  private void send(Map<String, Object> event) {
    JsonObject json = new JsonObject(event);
    last = json.getLong("sequence", last);
    // The data is one line: JSON has no bare line break.
    write(
        "id: "
            + last
            + "\nevent: "
            + json.getString("scope")
            + "\ndata: "
            + json.encode()
            + "\n\n");
  }

  private void write(String text) {
    if (!over) {
      response.write(text).onFailure(gone -> end());
    }
  }

  private void fail(@Nullable Throwable failure) {
    log.warn("event-stream-closed cause=\"{}\"", String.valueOf(failure));
    if (!over) {
      end();
      response.reset();
    }
  }

  private void end() {
    if (!over) {
      over = true;
      vertx.cancelTimer(watchdog);
      watch.ended().run();
    }
  }
}
