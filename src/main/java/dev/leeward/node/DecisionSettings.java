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
 */
record DecisionSettings(
    Electorate electorate,
    @Nullable Electorate before,
    Topology topology,
    ZoneSet zones,
    Map<String, CheckSettings> checks,
    AnswerSettings answers) {}
