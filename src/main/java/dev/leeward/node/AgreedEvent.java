package dev.leeward.node;

import dev.leeward.agreement.Decision;
import dev.leeward.agreement.LedgerEntry;
import dev.leeward.agreement.OverrideEntry;
import dev.leeward.agreement.Standing;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A ledger entry as the timeline tells it. Pure, and made of the entry alone: never of what this
 * instance held before, nor of whose ballots it happened to get, so that it is the same on every
 * instance that has the entry.
 */
final class AgreedEvent {
  private AgreedEvent() {}

  /** What the entry's place in the timeline can be compared by: SHA-256 of {@link #content}. */
  static String hash(LedgerEntry entry) {
    return EventChain.hash(content(entry).encode());
  }

  static JsonObject content(LedgerEntry entry) {
    return switch (entry) {
      case LedgerEntry.Decided decided -> content(decided.decision()).put("key", decided.key());
      case LedgerEntry.Overridden overridden ->
          content(overridden.override()).put("key", overridden.key());
    };
  }

  /** A standing knows the term that made it: what changed with this one needs no predecessor. */
  private static JsonObject content(Decision decision) {
    JsonArray out = new JsonArray();
    JsonArray in = new JsonArray();
    collect(decision.term(), decision.regions(), out, in);
    collect(decision.term(), decision.records(), out, in);
    List<String> regionsIn =
        decision.regions().entrySet().stream()
            .filter(each -> each.getValue().in())
            .map(Map.Entry::getKey)
            .toList();
    return new JsonObject()
        .put("kind", "decided")
        .put("service", decision.service())
        .put("term", decision.term())
        .put("out", out)
        .put("in", in)
        .put("regionsIn", new JsonArray(regionsIn))
        .put("digest", decision.digest().hex());
  }

  private static void collect(
      long term, Map<String, Standing> standings, JsonArray out, JsonArray in) {
    standings.forEach((name, standing) -> {
      if (standing.sinceTerm() == term) {
        (standing.in() ? in : out).add(name);
      }
    });
  }

  private static JsonObject content(OverrideEntry override) {
    String word = override.kind().word();
    return new JsonObject()
        .put("kind", override.active() ? word : word + "-released")
        .put("service", override.service())
        .put("term", override.term())
        .put("region", override.region())
        .put("by", override.by())
        .put("reason", override.reason())
        .put("given", EventTime.of(override.atMillis()))
        .put("until", until(override));
  }

  private static @Nullable String until(OverrideEntry override) {
    return override.untilMillis() == Long.MAX_VALUE ? null : EventTime.of(override.untilMillis());
  }

  /** Who vouches for it as this instance learnt it: other ballots may prove the same elsewhere. */
  static List<String> vouchers(LedgerEntry entry) {
    return switch (entry) {
      case LedgerEntry.Decided decided ->
          decided.certificate().stream().map(each -> each.ballot().voter()).sorted().toList();
      case LedgerEntry.Overridden overridden -> List.of(overridden.instance());
    };
  }
}
