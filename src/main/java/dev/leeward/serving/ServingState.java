package dev.leeward.serving;

import dev.leeward.zone.ZoneSet;

/**
 * Everything an answer is made of, immutable: zones, and the steering that was compiled against
 * these very zones.
 */
public record ServingState(ZoneSet zones, Steering steering, long generation) {}
