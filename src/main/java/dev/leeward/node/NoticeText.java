package dev.leeward.node;

import dev.leeward.agreement.Decision;
import dev.leeward.agreement.LedgerEntry;
import dev.leeward.agreement.OverrideEntry;
import dev.leeward.agreement.Standing;
import dev.leeward.notification.Notice;
import dev.leeward.notification.NoticeKind;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A ledger entry in the words that people get. Pure. */
final class NoticeText {
  private static final int MOST_RECORDS = 3;

  private NoticeText() {}

  /**
   * Null for what changes nothing that is served.
   *
   * @param regionOf a record's region; empty when it is not known here
   */
  static @Nullable Notice of(LedgerEntry entry, String at, Function<String, String> regionOf) {
    return switch (entry) {
      case LedgerEntry.Decided decided -> of(decided, at, regionOf);
      case LedgerEntry.Overridden overridden -> of(overridden, at);
    };
  }

  private static @Nullable Notice of(
      LedgerEntry.Decided decided, String at, Function<String, String> regionOf) {
    Decision decision = decided.decision();
    List<String> regionsOut = changed(decision.term(), decision.regions(), false);
    List<String> regionsIn = changed(decision.term(), decision.regions(), true);
    List<String> recordsOut = changed(decision.term(), decision.records(), false);
    List<String> recordsIn = changed(decision.term(), decision.records(), true);
    // A region's records go and come with it.
    List<String> alone =
        recordsOut.stream().filter(each -> !regionsOut.contains(regionOf.apply(each))).toList();
    List<String> back =
        recordsIn.stream().filter(each -> !regionsIn.contains(regionOf.apply(each))).toList();
    boolean withdraws = !regionsOut.isEmpty() || !recordsOut.isEmpty();
    if (!withdraws && regionsIn.isEmpty() && recordsIn.isEmpty()) {
      return null;
    }
    List<String> in = namesOf(decision.regions(), true);
    TreeSet<String> regions = new TreeSet<>(regionsOut);
    regions.addAll(regionsIn);
    recordsOut.forEach(record -> regions.add(regionOf.apply(record)));
    recordsIn.forEach(record -> regions.add(regionOf.apply(record)));
    regions.remove("");
    List<String> parts = new ArrayList<>();
    add(" out", regionsOut, alone, parts);
    add(" in again", regionsIn, back, parts);
    return new Notice(
        AgreedEvent.hash(decided),
        withdraws ? NoticeKind.OUT : NoticeKind.IN,
        decision.service(),
        List.copyOf(regions),
        namesOf(decision.regions(), false).isEmpty() && decision.recordsOut() == 0,
        !withdraws
            ? "info"
            : in.isEmpty() ? "critical" : regionsOut.isEmpty() ? "warning" : "error",
        decision.service()
            + ": "
            + String.join("; ", parts)
            + (in.isEmpty() ? "; no region is in" : "; regions in: " + String.join(", ", in))
            + "; term "
            + decision.term(),
        at,
        AgreedEvent.content(decided));
  }

  private static void add(
      String what, List<String> regions, List<String> records, List<String> parts) {
    if (!regions.isEmpty()) {
      parts.add(String.join(", ", regions) + what);
    }
    if (!records.isEmpty()) {
      int shown = Math.min(MOST_RECORDS, records.size());
      int more = records.size() - shown;
      parts.add(
          String.join(", ", records.subList(0, shown))
              + (more == 0 ? "" : " and " + more + " more")
              + what);
    }
  }

  private static List<String> changed(long term, Map<String, Standing> standings, boolean in) {
    return standings.entrySet().stream()
        .filter(each -> each.getValue().sinceTerm() == term && each.getValue().in() == in)
        .map(Map.Entry::getKey)
        .toList();
  }

  private static List<String> namesOf(Map<String, Standing> standings, boolean in) {
    return standings.entrySet().stream()
        .filter(each -> each.getValue().in() == in)
        .map(Map.Entry::getKey)
        .toList();
  }

  private static Notice of(LedgerEntry.Overridden overridden, String at) {
    OverrideEntry override = overridden.override();
    JsonObject content = AgreedEvent.content(overridden);
    String until = content.getString("until");
    String what =
        content.getString("kind")
            + (override.region() == null ? "" : " " + override.region())
            + (override.service() == null ? "" : " of " + override.service());
    return new Notice(
        AgreedEvent.hash(overridden),
        override.active() ? NoticeKind.OVERRIDE : NoticeKind.RELEASED,
        override.service(),
        override.region() == null ? List.of() : List.of(override.region()),
        !override.active(),
        override.active() ? "warning" : "info",
        what + " by " + override.by() + lasting(override, until) + ": " + override.reason(),
        at,
        content);
  }

  /** A failback is done when it is given. */
  private static String lasting(OverrideEntry override, @Nullable String until) {
    if (!override.active() || override.kind() == OverrideEntry.Kind.FAILBACK) {
      return "";
    }
    return until == null ? ", permanent" : ", until " + until;
  }
}
