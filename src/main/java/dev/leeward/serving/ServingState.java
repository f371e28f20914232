package dev.leeward.serving;

import dev.leeward.zone.ZoneSet;

/**
 * Everything an answer is made of, immutable: zones, the steering that was compiled against these
 * very zones, and what answers say beside them.
 */
public record ServingState(
    ZoneSet zones, Steering steering, AnswerSettings answers, long generation) {
  /** Zones as their files say, with default settings: what is served before anything is decided. */
  public static ServingState unsteered(ZoneSet zones) {
    return new ServingState(zones, Steering.NONE, AnswerSettings.DEFAULT, 0);
  }

  public ServingState with(AnswerSettings settings) {
    return new ServingState(zones, steering, settings, generation);
  }
}
