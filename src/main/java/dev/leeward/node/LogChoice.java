package dev.leeward.node;

import java.util.Map;

/** Told how the configuration wants the log, before anything is logged, and at every reload. */
public interface LogChoice {
  /**
   * How the log looks.
   *
   * @param level of Leeward's own events
   * @param levels by logger, for those that differ
   * @param instance what a line in JSON says who wrote it
   */
  record Wish(String level, boolean json, Map<String, String> levels, String instance) {}

  void choose(Wish wish);
}
