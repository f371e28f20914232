package dev.leeward.health;

import io.vertx.core.http.HttpClosedException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.NoRouteToHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One probe on the network; owned by its event loop. Only the first end counts, and it closes what
 * was opened, also what opens later. Reasons never repeat what the endpoint sent.
 */
final class ProbeAttempt {
  /** A timer that fires so much too late was held up by what this process did meanwhile. */
  private static final Duration HELD_UP = Duration.ofMillis(100);

  private final Duration timeout;
  private final long startedNanos;
  private final Consumer<ProbeResult> done;
  private final List<Runnable> atEnd = new ArrayList<>();
  private @Nullable InetAddress address;
  private boolean ended;

  ProbeAttempt(Duration timeout, long startedNanos, Consumer<ProbeResult> done) {
    this.timeout = timeout;
    this.startedNanos = startedNanos;
    this.done = done;
  }

  /** From here on silence is the endpoint's, no longer a resolver's. */
  void towards(InetAddress found) {
    address = found;
  }

  /** Says nothing about the endpoint. */
  void couldNotTry(String reason) {
    end(new ProbeResult.LocalError(reason));
  }

  boolean hasEnded() {
    return ended;
  }

  /** Runs {@code action} when the probe ends, at once if it has. */
  void onEnd(Runnable action) {
    if (ended) {
      action.run();
    } else {
      atEnd.add(action);
    }
  }

  void healthy() {
    end(new ProbeResult.Healthy(elapsed()));
  }

  void answered(HttpCheck check, int status) {
    if (check.isExpected(status)) {
      healthy();
    } else {
      String expected =
          check.expectStatus().stream().map(Object::toString).collect(Collectors.joining(", "));
      failed("status " + status + ", expected " + expected, false);
    }
  }

  void timedOut() {
    Duration late = elapsed().minus(timeout);
    if (address == null) {
      couldNotTry("no address found within " + timeout.toMillis() + " ms");
    } else if (late.compareTo(HELD_UP) > 0) {
      // An answer may wait unread behind whatever held this timer up.
      couldNotTry("this process was " + late.toMillis() + " ms late to look");
    } else {
      end(new ProbeResult.TimedOut(timeout));
    }
  }

  /** After a connection was made, so the path is proven. */
  void brokeOff(Throwable cause) {
    String message = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
    if (message.contains("connection reset")) {
      failed("connection reset", false);
    } else if (cause instanceof HttpClosedException) {
      failed("connection closed without an answer", false);
    } else {
      failed("no valid HTTP answer", false);
    }
  }

  void couldNotConnect(Throwable cause) {
    String message = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
    if (elapsed().compareTo(timeout) >= 0) {
      timedOut();
    } else if (message.contains("refused") || message.contains("reset")) {
      failed("connection refused", false);
    } else if (cause instanceof NoRouteToHostException || message.contains("unreachable")) {
      unreachable();
    } else if (cause instanceof ConnectException) {
      failed("connection failed", false);
    } else {
      end(new ProbeResult.LocalError(localReason(cause)));
    }
  }

  /** The same error tells of a missing route here and of a dead host or a router's word there. */
  private void unreachable() {
    if (address != null && LocalRoute.exists(address)) {
      failed("host unreachable", true);
    } else {
      end(new ProbeResult.LocalError("no route to host"));
    }
  }

  private void failed(String reason, boolean silent) {
    end(new ProbeResult.Failed(reason, elapsed(), silent));
  }

  private void end(ProbeResult result) {
    if (ended) {
      return;
    }
    ended = true;
    atEnd.forEach(Runnable::run);
    atEnd.clear();
    done.accept(result);
  }

  private static String localReason(Throwable cause) {
    Throwable root = cause;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
  }

  private Duration elapsed() {
    return Duration.ofNanos(System.nanoTime() - startedNanos);
  }
}
