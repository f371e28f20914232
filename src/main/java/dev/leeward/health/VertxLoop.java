package dev.leeward.health;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;

/** An event loop of Vert.x. */
record VertxLoop(Vertx vertx, Context context) implements ProbeLoop {
  @Override
  public void execute(Runnable action) {
    context.runOnContext(_ -> action.run());
  }

  @Override
  public Runnable after(Duration delay, Runnable action) {
    long timer = vertx.setTimer(Math.max(1, delay.toMillis()), _ -> action.run());
    return () -> vertx.cancelTimer(timer);
  }
}
