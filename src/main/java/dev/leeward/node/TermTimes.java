package dev.leeward.node;

import dev.leeward.agreement.Decision;
import dev.leeward.agreement.Ledger;
import dev.leeward.agreement.LedgerEntry;
import dev.leeward.agreement.Standing;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * When each term that a standing decision still speaks of was decided, by its voters' wall clocks.
 * For people: time is no part of a decision. After a restart only the newest is known, by its
 * certificate. Owned by the decision loop.
 */
final class TermTimes {
  private final Map<String, Map<Long, Long>> millis = new HashMap<>();

  void observe(Ledger ledger) {
    Set<String> services = new HashSet<>();
    for (LedgerEntry entry : ledger.entries()) {
      if (entry instanceof LedgerEntry.Decided decided) {
        services.add(decided.decision().service());
        observe(decided);
      }
    }
    millis.keySet().retainAll(services);
  }

  private void observe(LedgerEntry.Decided decided) {
    Decision decision = decided.decision();
    Map<Long, Long> times = millis.computeIfAbsent(decision.service(), service -> new HashMap<>());
    if (times.containsKey(decision.term())) {
      return;
    }
    decided.certificate().stream()
        .mapToLong(ballot -> ballot.ballot().wallMillis())
        .max()
        .ifPresent(at -> times.put(decision.term(), at));
    Set<Long> spokenOf = new HashSet<>(Set.of(decision.term()));
    Stream.concat(decision.regions().values().stream(), decision.records().values().stream())
        .map(Standing::sinceTerm)
        .forEach(spokenOf::add);
    times.keySet().retainAll(spokenOf);
  }

  /** Milliseconds of wall clock by service and term. */
  Map<String, Map<Long, Long>> known() {
    Map<String, Map<Long, Long>> copy = new HashMap<>();
    millis.forEach((service, times) -> copy.put(service, Map.copyOf(times)));
    return Map.copyOf(copy);
  }
}
