package dev.leeward.availability;

import org.jspecify.annotations.Nullable;

/** Told what the observatory finds; every method is called by its thread and must not wait. */
public interface AvailabilityObserver {
  AvailabilityObserver NONE = new AvailabilityObserver() {};

  /**
   * @param instance that was asked
   */
  default void judged(String service, String instance, Judgement judgement) {}

  /** The counts could not be kept for the next start, or can again (null). */
  default void kept(@Nullable String failure) {}

  /** A bug ended the observatory: nothing more is asked or counted. */
  default void ended(RuntimeException bug) {}
}
