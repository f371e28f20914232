package dev.leeward.node;

import dev.leeward.agreement.Decision;
import dev.leeward.agreement.LedgerEntry;
import dev.leeward.agreement.Standing;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A decision in one line for the log: what went out, what came in, whose ballots made it. */
final class DecisionText {
  /** A service may have ten thousands of names. */
  static final int MOST_RECORDS = 20;

  private DecisionText() {}

  static String change(Decision before, LedgerEntry.Decided after) {
    List<String> changes = new ArrayList<>();
    after
        .decision()
        .regions()
        .forEach((name, standing) -> add(name, before.region(name), standing, changes));
    List<String> records = new ArrayList<>();
    for (Map.Entry<String, Standing> each : after.decision().records().entrySet()) {
      Standing old = before.records().getOrDefault(each.getKey(), Standing.IN);
      add(each.getKey(), old, each.getValue(), records);
    }
    changes.addAll(records.subList(0, Math.min(MOST_RECORDS, records.size())));
    if (records.size() > MOST_RECORDS) {
      changes.add(records.size() - MOST_RECORDS + " records more");
    }
    List<String> voters =
        after.certificate().stream().map(ballot -> ballot.ballot().voter()).toList();
    String what = changes.isEmpty() ? "flaps forgiven" : String.join(", ", changes);
    return "term "
        + before.term()
        + " -> "
        + after.decision().term()
        + ": "
        + what
        + "; agreed by "
        + String.join(", ", voters);
  }

  private static void add(String name, Standing before, Standing after, List<String> changes) {
    if (before.in() != after.in()) {
      changes.add(name + (after.in() ? " in" : " out"));
    }
  }
}
