package dev.leeward.health;

import java.time.Duration;

/** Counts, from outside; called by the decision loop. */
public interface HealthObserver {
  HealthObserver NONE = new HealthObserver() {};

  /**
   * @param lag how long after it was due
   */
  default void probeStarted(ProbeStart start, Duration lag) {}

  /** By the result's type, with {@link ProbeResult#took()}. */
  default void probeFinished(ProbeStart start, ProbeResult result) {}

  default void observerStalled(ProbeStart start) {}

  default void opinionChanged(Opinion before, Opinion after) {}
}
