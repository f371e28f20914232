package dev.leeward.node;

import dev.leeward.dns.RRset;
import dev.leeward.dns.Rdata;
import dev.leeward.dns.RecordType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Counts how often the addresses that an instance answers change; TTLs do not count. It finds
 * nothing wrong by itself. Owned by the simulation's thread.
 */
final class AnswerChanges implements Invariant {
  private final Map<String, List<Rdata>> first = new HashMap<>();
  private final Map<String, List<Rdata>> now = new HashMap<>();
  private final Map<String, List<Long>> changes = new HashMap<>();

  @Override
  public Optional<String> violation(Simulation simulation, SimulatedInstance instance) {
    RRset served = instance.serving().current().steering().at(0).rrset(RecordType.A);
    List<Rdata> answer = served == null ? List.of() : served.records();
    first.putIfAbsent(instance.name, answer);
    List<Rdata> before = now.put(instance.name, answer);
    if (before != null && !before.equals(answer)) {
      changes.computeIfAbsent(instance.name, name -> new ArrayList<>()).add(simulation.nowNanos());
    }
    return Optional.empty();
  }

  /** Whether each instance answers what it answered first. */
  boolean allAreBack() {
    return now.equals(first);
  }

  /** The most that any one instance changed from a time on, in nanoseconds, for so long. */
  long mostFrom(long nanos, Duration time) {
    return changes.values().stream()
        .mapToLong(
            all -> all.stream().filter(at -> at >= nanos && at < nanos + time.toNanos()).count())
        .max()
        .orElse(0);
  }
}
