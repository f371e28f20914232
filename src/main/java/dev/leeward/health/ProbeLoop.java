package dev.leeward.health;

import java.time.Duration;
import java.util.concurrent.Executor;

/** The one thread that a probe lives on; any thread may hand it work. */
interface ProbeLoop extends Executor {
  /**
   * Called on the loop.
   *
   * @return what keeps the action from running, if it has not run
   */
  Runnable after(Duration delay, Runnable action);
}
