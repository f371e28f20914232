package dev.leeward.node;

import dev.leeward.agreement.LedgerEntry;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Rule 4: no entry of a ledger is replaced by one of a lower term as long as its process lives. */
final class TermNeverGoesBack implements Invariant {
  private final Map<DecisionLoop, Map<String, Long>> terms = new HashMap<>();

  @Override
  public Optional<String> violation(Simulation simulation, SimulatedInstance instance) {
    Map<String, Long> known = terms.computeIfAbsent(instance.loop(), loop -> new HashMap<>());
    for (LedgerEntry entry : instance.loop().ledger().entries()) {
      long term = term(entry);
      Long before = known.put(entry.key(), term);
      if (before != null && term < before) {
        return Optional.of(entry.key() + " went from term " + before + " to " + term);
      }
    }
    return Optional.empty();
  }

  static long term(LedgerEntry entry) {
    return switch (entry) {
      case LedgerEntry.Decided decided -> decided.decision().term();
      case LedgerEntry.Overridden overridden -> overridden.override().term();
    };
  }
}
