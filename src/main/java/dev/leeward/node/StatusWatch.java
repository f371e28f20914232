package dev.leeward.node;

import dev.leeward.control.Operations;
import dev.leeward.control.StatusView;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at the status every second and tells the timeline what became of it: what comes and goes
 * within a second is not told. Its own thread, which owns all state.
 */
final class StatusWatch implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(StatusWatch.class);

  private final Operations operations;
  private final LoopEvents events;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("leeward-watch").daemon().factory());
  private @Nullable StatusView before;

  StatusWatch(Operations operations, LoopEvents events) {
    this.operations = operations;
    this.events = events;
  }

  void start() {
    var unused = thread.scheduleWithFixedDelay(this::look, 0, 1, TimeUnit.SECONDS);
  }

  /** The thread's boundary: a status that fails once is asked for again. */
  private void look() {
    try {
      StatusView now = operations.status();
      if (before != null) {
        StatusChanges.tell(before, now, events);
      }
      before = now;
    } catch (RuntimeException e) {
      log.debug("no status to look at", e);
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
