package dev.leeward.control;

import java.util.List;
import java.util.Map;

/**
 * The drills that are kept, newest first.
 *
 * @param drills by their words, without votes, timeline and what a real loss would do
 */
public record DrillsView(List<Map<String, Object>> drills) {
  /**
   * One drill.
   *
   * @param report as {@link DrillView} in JSON
   * @param markdown the same for people
   */
  public record Document(Map<String, Object> report, String markdown) {}
}
