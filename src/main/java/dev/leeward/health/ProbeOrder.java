package dev.leeward.health;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Probes of one target that have not counted yet; owned by the decision loop.
 *
 * <p>Probes overlap while a failure is confirmed. A later one's quick success must not be overtaken
 * by the timeout of an earlier one, so results wait until all that started before are finished.
 */
final class ProbeOrder {
  private final TreeMap<Long, Pending> pending = new TreeMap<>();

  void started(ProbeStart start) {
    pending.put(start.number(), new Pending(start, Optional.empty()));
  }

  boolean isEmpty() {
    return pending.isEmpty();
  }

  /** Probes without a result. */
  int awaited() {
    return (int) pending.values().stream().filter(each -> each.result().isEmpty()).count();
  }

  /** Whether the probe is one of these and without result; else the result is nobody's any more. */
  boolean awaits(ProbeStart start) {
    Pending found = pending.get(start.number());
    return found != null && found.result().isEmpty() && found.start().equals(start);
  }

  void finished(ProbeStart start, ProbeRecord record) {
    pending.put(start.number(), new Pending(start, Optional.of(record)));
  }

  void dropped(ProbeStart start) {
    pending.remove(start.number());
  }

  /** Probes that still have no result although it must have been seen before {@code nowNanos}. */
  List<ProbeStart> overdue(long nowNanos, long slackNanos) {
    List<ProbeStart> overdue = new ArrayList<>();
    for (Pending each : pending.values()) {
      if (each.result().isEmpty() && nowNanos - each.start().deadlineNanos() > slackNanos) {
        overdue.add(each.start());
      }
    }
    return overdue;
  }

  /** Removes and returns the results whose turn it is. */
  List<Finished> takeTurns() {
    List<Finished> turns = new ArrayList<>();
    while (!pending.isEmpty()) {
      Pending first = pending.firstEntry().getValue();
      if (first.result().isEmpty()) {
        break;
      }
      turns.add(new Finished(first.start(), first.result().get()));
      pending.remove(first.start().number());
    }
    return turns;
  }

  record Finished(ProbeStart start, ProbeRecord record) {}

  private record Pending(ProbeStart start, Optional<ProbeRecord> result) {}
}
