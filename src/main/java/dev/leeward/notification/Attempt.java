package dev.leeward.notification;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** An attempt that ends in time, whatever the server does. */
final class Attempt {
  private Attempt() {}

  static Delivery of(NotificationSettings to, Envelope envelope, Duration patience, Steps steps)
      throws InterruptedException {
    CompletableFuture<Delivery> end = new CompletableFuture<>();
    Thread thread =
        Thread.ofVirtual()
            .start(() -> {
              try {
                end.complete(Sender.send(to, envelope, steps));
              } catch (InterruptedException | RuntimeException e) {
                end.completeExceptionally(e);
              }
            });
    try {
      return end.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      thread.interrupt();
      return new Delivery.Failed("no answer within " + patience.toMillis() / 1000.0 + " s");
    } catch (ExecutionException e) {
      return new Delivery.Failed(Failures.text(e));
    }
  }
}
