package dev.leeward.node;

import dev.leeward.agreement.LedgerEntry;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Rule 4: no entry of a ledger is replaced by one of a lower term or lost, as long as the instance lives. */
final class TermNeverGoesBack implements Invariant {
  private final Map<DecisionLoop, Map<String, Long>> terms = new HashMap<>();

  @Override
  public Optional<String> violation(Simulation simulation, SimulatedInstance instance) {
    Map<String, Long> before = terms.computeIfAbsent(instance.loop(), loop -> new HashMap<>());
    Map<String, Long> now = new HashMap<>();
    instance.loop().ledger().entries().forEach(entry -> now.put(entry.key(), term(entry)));
    for (Map.Entry<String, Long> each : before.entrySet()) {
      Long term = now.get(each.getKey());
      if (term == null || term < each.getValue()) {
        return Optional.of(each.getKey() + " went from term " + each.getValue() + " to " + term);
      }
    }
    terms.put(instance.loop(), now);
    return Optional.empty();
  }

  private static long term(LedgerEntry entry) {
    return switch (entry) {
      case LedgerEntry.Decided decided -> decided.decision().term();
      case LedgerEntry.Overridden overridden -> overridden.override().term();
    };
  }
}
