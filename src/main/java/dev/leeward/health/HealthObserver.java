package dev.leeward.health;

/** Counts, from outside; called by the decision loop. */
public interface HealthObserver {
  HealthObserver NONE = new HealthObserver() {};

  /** By the result's type, with {@link ProbeResult#took()}. */
  default void probeFinished(ProbeStart start, ProbeResult result) {}

  default void observerStalled(ProbeStart start) {}

  default void opinionChanged(Opinion before, Opinion after) {}
}
