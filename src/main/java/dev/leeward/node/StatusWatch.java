package dev.leeward.node;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at the standing every second and tells the timeline what became of it: what comes and goes
 * within a second is not told. Its own thread, which owns all state.
 */
final class StatusWatch implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(StatusWatch.class);

  private final Supplier<Standing> standing;
  private final LoopEvents events;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("leeward-watch").daemon().factory());
  private @Nullable Standing before;

  StatusWatch(Supplier<Standing> standing, LoopEvents events) {
    this.standing = standing;
    this.events = events;
  }

  void start() {
    var unused = thread.scheduleWithFixedDelay(this::look, 0, 1, TimeUnit.SECONDS);
  }

  /** The thread's boundary: a standing that fails once is asked for again. */
  private void look() {
    try {
      Standing now = standing.get();
      if (before != null) {
        StatusChanges.tell(before, now, events);
      }
      before = now;
    } catch (RuntimeException e) {
      log.debug("no standing to look at", e);
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
