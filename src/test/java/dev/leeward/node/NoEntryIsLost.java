package dev.leeward.node;

import dev.leeward.agreement.Ledger;
import dev.leeward.agreement.LedgerEntry;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Rule 4: what an instance took - from its operator, its peers or its disk - it has until its
 * process dies, and what anybody still had when the last fault ended everybody has five seconds
 * later.
 */
final class NoEntryIsLost implements Invariant {
  private final Map<DecisionLoop, Set<String>> taken = new HashMap<>();
  private final Map<String, Long> newest = new HashMap<>();

  @Override
  public Optional<String> violation(Simulation simulation, SimulatedInstance instance) {
    Ledger ledger = instance.loop().ledger();
    Set<String> known = taken(instance);
    known.addAll(keys(ledger));
    return known.stream()
        .filter(key -> ledger.entry(key) == null)
        .findFirst()
        .map(key -> key + " is gone");
  }

  private Set<String> taken(SimulatedInstance instance) {
    return taken.computeIfAbsent(
        instance.loop(), loop -> new HashSet<>(keys(instance.disk.found())));
  }

  private static Collection<String> keys(Ledger ledger) {
    return ledger.entries().stream().map(LedgerEntry::key).toList();
  }

  @Override
  public void accepted(SimulatedInstance instance, LedgerEntry.Overridden entry) {
    taken(instance).add(entry.key());
  }

  @Override
  public void faultsEnd(Simulation simulation) {
    for (SimulatedInstance instance : simulation.instances) {
      for (LedgerEntry entry : instance.loop().ledger().entries()) {
        newest.merge(entry.key(), TermNeverGoesBack.term(entry), Math::max);
      }
    }
  }

  @Override
  public Optional<String> fiveSecondsLater(Simulation simulation) {
    for (SimulatedInstance instance : simulation.instances) {
      for (Map.Entry<String, Long> each : newest.entrySet()) {
        LedgerEntry entry = instance.loop().ledger().entry(each.getKey());
        if (entry == null || TermNeverGoesBack.term(entry) < each.getValue()) {
          return Optional.of(
              instance.name + " lacks " + each.getKey() + " of term " + each.getValue());
        }
      }
    }
    return Optional.empty();
  }
}
