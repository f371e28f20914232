package dev.leeward.control;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The timeline as server-sent events (WHATWG HTML, section 9.2), for a page that stays open. Any of
 * the server's event loops may call.
 */
final class EventStreams {
  /**
   * What one client may take.
   *
   * @param most clients at a time
   * @param heartbeat between two signs of life; below the time after which the server, and most
   *     proxies, close a silent connection
   * @param patience with a client that does not read
   * @param longestQueue octets that wait for a client to read them
   */
  record Limits(int most, Duration heartbeat, Duration patience, int longestQueue) {
    static final Limits USUAL =
        new Limits(32, Duration.ofSeconds(10), Duration.ofSeconds(10), 256 * 1024);
  }

  private static final String LAST_EVENT_ID = "Last-Event-ID";

  private final Operations operations;
  private final Vertx vertx;
  private final Limits limits;
  private final Guard guard;
  private final AtomicInteger open = new AtomicInteger();

  EventStreams(Operations operations, Vertx vertx, Limits limits, Guard guard) {
    this.operations = operations;
    this.vertx = vertx;
    this.limits = limits;
    this.guard = guard;
  }

  void open(RoutingContext request) {
    String after = after(request);
    if (after != null && !after.matches("[0-9]{1,18}")) {
      Replies.error(
          request,
          400,
          "bad-request",
          "the number to go on after is \"" + after + "\"",
          "send the id of the last event that you have as " + LAST_EVENT_ID + ", or ?after=N");
      return;
    }
    if (open.incrementAndGet() > limits.most()) {
      open.decrementAndGet();
      Replies.error(
          request,
          503,
          "too-many-streams",
          limits.most() + " clients follow the events already",
          "close one, ask another instance, or poll /api/v1/events");
      return;
    }
    request
        .response()
        .setChunked(true)
        .setWriteQueueMaxSize(limits.longestQueue())
        .putHeader(HttpHeaders.CONTENT_TYPE, "text/event-stream")
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
        .putHeader("X-Accel-Buffering", "no");
    Caller caller = Guard.caller(request);
    new EventStream(
            operations,
            vertx,
            request.response(),
            limits,
            new EventStream.Watch(() -> guard.stillKnows(caller), open::decrementAndGet))
        .begin(after == null ? null : Long.valueOf(after));
  }

  /** A browser that comes again sends the header, whatever its page's first address said. */
  private static @Nullable String after(RoutingContext request) {
    String last = request.request().getHeader(LAST_EVENT_ID);
    return last == null || last.isBlank() ? request.request().getParam("after") : last.trim();
  }
}
