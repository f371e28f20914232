package dev.leeward.node;

import dev.leeward.agreement.Electorate;
import dev.leeward.health.CheckSettings;
import dev.leeward.serving.AnswerSettings;
import dev.leeward.topology.Topology;
import dev.leeward.zone.ZoneSet;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the decision loop works with until the next reload.
 *
 * @param before the electorate before this one, for verifying; null at start
 * @param checks by name
 * @param drills those that are due by themselves, and what their reports need
 */
record DecisionSettings(
    Electorate electorate,
    @Nullable Electorate before,
    Topology topology,
    ZoneSet zones,
    Map<String, CheckSettings> checks,
    AnswerSettings answers,
    DrillSettings drills) {
  /** Without drills of its own. */
  DecisionSettings(
      Electorate electorate,
      @Nullable Electorate before,
      Topology topology,
      ZoneSet zones,
      Map<String, CheckSettings> checks,
      AnswerSettings answers) {
    this(electorate, before, topology, zones, checks, answers, DrillSettings.NONE);
  }
}
