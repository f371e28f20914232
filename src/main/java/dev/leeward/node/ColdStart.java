package dev.leeward.node;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * A start without a ledger, or with one of before a switch, would answer with a region that may
 * have been dead for an hour: it asks its peers first. What is kept is served in the end though
 * nobody confirms it: all others may be gone.
 */
final class ColdStart {
  private static final Duration SLICE = Duration.ofMillis(50);

  private ColdStart() {}

  /**
   * Waits until a peer confirms what this instance knows.
   *
   * @param confirmed completed then
   * @param turn asks for a turn of the loops that hear peers, and completes after it
   * @return whether one did; if not, the wait was over
   */
  static boolean await(
      Future<?> confirmed, Supplier<CompletionStage<?>> turn, StartPatience patience)
      throws InterruptedException {
    while (!patience.isOver()) {
      long begun = System.nanoTime();
      Future<?> turned = turn.get().toCompletableFuture();
      if (isDone(confirmed, SLICE)) {
        return true;
      }
      isDone(turned, patience.left());
      patience.passed(Duration.ofNanos(System.nanoTime() - begun));
    }
    return confirmed.isDone();
  }

  static StartPatience patience(Duration wait) {
    return new StartPatience(wait, SLICE);
  }

  private static boolean isDone(Future<?> awaited, Duration longest) throws InterruptedException {
    try {
      awaited.get(longest.toNanos(), TimeUnit.NANOSECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      // A loop that refuses turns hears nobody; what is left is the wait by the clock.
      return awaited.state() == Future.State.SUCCESS;
    }
  }
}
