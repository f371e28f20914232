package dev.leeward.node;

import dev.leeward.agreement.Moment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one thread that owns the decision loop. Everybody else posts to its inbox. */
final class LoopThread implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(LoopThread.class);

  /** A loop that has not turned for this long is stuck. */
  private static final long STUCK_NANOS = Duration.ofSeconds(5).toNanos();

  private static final long AFTER_A_BUG_NANOS = Duration.ofMillis(500).toNanos();

  private final BlockingQueue<BiConsumer<DecisionLoop, Moment>> inbox = new LinkedBlockingQueue<>();
  private final Thread thread = Thread.ofPlatform().name("leeward-decisions").unstarted(this::run);
  private @Nullable DecisionLoop loop;
  private volatile long lastTurnNanos = System.nanoTime();
  private final CountDownLatch turned = new CountDownLatch(1);
  private volatile boolean closed;

  /** Begins to turn; what was posted before waits until now. */
  void start(DecisionLoop started) {
    loop = started;
    thread.start();
  }

  static Moment now() {
    return new Moment(System.nanoTime(), System.currentTimeMillis());
  }

  void post(BiConsumer<DecisionLoop, Moment> message) {
    inbox.add(message);
  }

  /** Runs on the loop and hands its result back; fails when the loop has ended. */
  <T> CompletionStage<T> ask(BiFunction<DecisionLoop, Moment, T> question) {
    CompletableFuture<T> answer = new CompletableFuture<>();
    if (closed) {
      answer.completeExceptionally(new IllegalStateException("the decision loop has ended"));
      return answer;
    }
    post((owned, now) -> {
      try {
        answer.complete(question.apply(owned, now));
      } catch (RuntimeException bug) {
        answer.completeExceptionally(bug);
        throw bug;
      }
    });
    return answer;
  }

  /** Until then nothing is published. */
  void awaitFirstTurn() throws InterruptedException {
    turned.await();
  }

  boolean beats() {
    return thread.isAlive() && System.nanoTime() - lastTurnNanos < STUCK_NANOS;
  }

  private void run() {
    DecisionLoop owned = java.util.Objects.requireNonNull(loop);
    guarded(() -> owned.start(now()));
    guarded(() -> owned.turn(now()));
    turned.countDown();
    while (!closed) {
      try {
        for (BiConsumer<DecisionLoop, Moment> message : take()) {
          guarded(() -> message.accept(owned, now()));
        }
      } catch (InterruptedException stopped) {
        return;
      }
      if (!guarded(() -> owned.turn(now()))) {
        // A turn that fails again and again must not take the processor from those who answer.
        LockSupport.parkNanos(AFTER_A_BUG_NANOS);
      }
      lastTurnNanos = System.nanoTime();
      rest(owned.restNanos());
    }
  }

  /** Nobody wakes it: what is posted meanwhile is found together. */
  private static void rest(long nanos) {
    if (nanos > 0) {
      LockSupport.parkNanos(nanos);
    }
  }

  /** The thread's boundary: what is served stays, and the next message may be sound. */
  private static boolean guarded(Runnable step) {
    try {
      step.run();
      return true;
    } catch (RuntimeException bug) {
      log.error("bug in the decision loop; what is served stays as it is", bug);
      return false;
    }
  }

  /** Everything that waits, after waiting until something does or the loop wants its turn. */
  private List<BiConsumer<DecisionLoop, Moment>> take() throws InterruptedException {
    List<BiConsumer<DecisionLoop, Moment>> messages = new ArrayList<>();
    long sleep = java.util.Objects.requireNonNull(loop).wakeNanos() - System.nanoTime();
    BiConsumer<DecisionLoop, Moment> first = inbox.poll(Math.max(0, sleep), TimeUnit.NANOSECONDS);
    if (first != null) {
      messages.add(first);
      inbox.drainTo(messages);
    }
    return messages;
  }

  @Override
  public void close() {
    closed = true;
    post((owned, now) -> {});
    try {
      thread.join(2000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
