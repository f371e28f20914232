package dev.leeward.cluster;

import java.util.HashSet;
import java.util.Set;

/**
 * What was told of a peer that stays away: each reason once until it is back, though two of them
 * may take turns every beat. Owned by the link's event loop.
 */
final class ErrorsTold {
  /** More differ only in numbers. */
  private static final int MOST = 10;

  private final Set<String> told = new HashSet<>();

  boolean isNew(String text) {
    return told.size() < MOST && told.add(text);
  }

  void begin() {
    told.clear();
  }
}
