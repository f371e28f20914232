package dev.leeward.health;

import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.StreamResetException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.NoRouteToHostException;
import java.net.PortUnreachableException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One probe; owned by its event loop. Only the first end counts, and it closes what was opened,
 * also what opens later. Reasons never repeat what the endpoint sent.
 */
final class ProbeAttempt {
  /** A timer that fires so much too late was held up by what this process did meanwhile. */
  private static final Duration HELD_UP = Duration.ofMillis(100);

  private final Duration timeout;
  private final long startedNanos;
  private final Executor owner;
  private final ProbeSteps steps;
  private final Consumer<ProbeResult> done;
  private final List<Runnable> atEnd = new ArrayList<>(2);
  private @Nullable InetAddress address;
  private boolean aimed;
  private boolean ended;

  /**
   * @param owner runs what belongs to the probe's event loop
   */
  ProbeAttempt(
      Duration timeout,
      long startedNanos,
      Executor owner,
      ProbeSteps steps,
      Consumer<ProbeResult> done) {
    this.timeout = timeout;
    this.startedNanos = startedNanos;
    this.owner = owner;
    this.steps = steps;
    this.done = done;
  }

  ProbeAttempt(Duration timeout, long startedNanos, Consumer<ProbeResult> done) {
    this(timeout, startedNanos, Runnable::run, ProbeSteps.NONE, done);
  }

  /** From here on silence is the endpoint's, no longer a resolver's. */
  void towards(InetAddress found) {
    address = found;
    aimed = true;
  }

  /** The check needs no address. */
  void withoutAddress() {
    aimed = true;
  }

  /** Tells whoever follows closely. */
  void step(String what) {
    if (!ended && steps != ProbeSteps.NONE) {
      steps.done(what, elapsed());
    }
  }

  /** The same; what costs to be told is written only if somebody does. */
  void step(Supplier<String> what) {
    if (steps != ProbeSteps.NONE) {
      step(what.get());
    }
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

  /** Does what blocks in a thread of its own, which ends with the probe. */
  void aside(Callable<Consumer<ProbeAttempt>> work) {
    Thread thread =
        Thread.ofVirtual()
            .start(() -> {
              Consumer<ProbeAttempt> ending = outcome(work);
              owner.execute(() -> ending.accept(this));
            });
    onEnd(thread::interrupt);
  }

  private static Consumer<ProbeAttempt> outcome(Callable<Consumer<ProbeAttempt>> work) {
    try {
      return work.call();
    } catch (Exception e) {
      return attempt -> attempt.couldNotConnect(e);
    }
  }

  /** The same, from any thread. */
  void later(Consumer<ProbeAttempt> ending) {
    owner.execute(() -> ending.accept(this));
  }

  void healthy() {
    healthy(Evidence.ANSWER, ProbeResult.Notes.NONE);
  }

  void healthy(ProbeResult.Notes notes) {
    healthy(Evidence.ANSWER, notes);
  }

  void healthy(Evidence evidence, ProbeResult.Notes notes) {
    end(new ProbeResult.Healthy(elapsed(), evidence, notes));
  }

  /** The endpoint answered, and not as expected. */
  void failed(String reason) {
    failed(reason, Evidence.ANSWER);
  }

  void failed(String reason, Evidence evidence) {
    end(new ProbeResult.Failed(reason, elapsed(), evidence));
  }

  void timedOut() {
    Duration late = elapsed().minus(timeout);
    if (aimed && late.compareTo(HELD_UP) > 0) {
      // An answer may wait unread behind whatever held this timer up.
      couldNotTry("this process was " + late.toMillis() + " ms late to look");
    } else if (aimed) {
      end(new ProbeResult.TimedOut(timeout));
    } else {
      couldNotTry("no address found within " + timeout.toMillis() + " ms");
    }
  }

  /** After a connection was made, so the path is proven. */
  void brokeOff(Throwable cause) {
    if (cause instanceof StreamResetException) {
      failed("stream reset");
    } else if (messageOf(cause).contains("connection reset")) {
      failed("connection reset");
    } else if (cause instanceof HttpClosedException) {
      failed("connection closed without an answer");
    } else {
      failed("no valid HTTP answer");
    }
  }

  void couldNotConnect(Throwable cause) {
    String message = messageOf(cause);
    if (cause instanceof SocketTimeoutException || elapsed().compareTo(timeout) >= 0) {
      timedOut();
    } else if (message.contains("refused") || cause instanceof PortUnreachableException) {
      failed("connection refused");
    } else if (message.contains("reset")) {
      failed("connection reset");
    } else if (cause instanceof NoRouteToHostException || message.contains("unreachable")) {
      unreachable();
    } else if (cause instanceof ConnectException) {
      failed("connection failed");
    } else {
      end(new ProbeResult.LocalError(localReason(cause)));
    }
  }

  /** The endpoint accepted a connection, so whatever is wrong with TLS is its own. */
  void couldNotSecure(Throwable cause) {
    String reason = TlsFailure.reason(cause);
    if (reason == null || elapsed().compareTo(timeout) >= 0) {
      couldNotConnect(cause);
    } else {
      failed(reason);
    }
  }

  /** The same error tells of a missing route here and of a dead host or a router's word there. */
  private void unreachable() {
    if (address != null && LocalRoute.exists(address)) {
      failed("host unreachable", Evidence.SILENCE);
    } else {
      end(new ProbeResult.LocalError("no route to host"));
    }
  }

  void end(ProbeResult result) {
    if (ended) {
      return;
    }
    ended = true;
    atEnd.forEach(Runnable::run);
    atEnd.clear();
    done.accept(result);
  }

  private static String messageOf(Throwable cause) {
    return String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
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
