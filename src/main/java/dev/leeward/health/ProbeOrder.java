package dev.leeward.health;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Probes of one target that have not counted yet; owned by the decision loop.
 *
 * <p>Probes overlap while a failure is confirmed. A later one's quick success must not be overtaken
 * by the timeout of an earlier one, so results wait until all that started before are finished. In
 * calm there is one, which is why this is a list.
 */
final class ProbeOrder {
  /** In the order of their starts, and so of their numbers. */
  private final List<Pending> pending = new ArrayList<>(1);

  private int awaited;

  void started(ProbeStart start) {
    pending.add(new Pending(start));
    awaited++;
  }

  boolean isEmpty() {
    return pending.isEmpty();
  }

  /** Probes without a result. */
  int awaited() {
    return awaited;
  }

  /** Whether the probe is one of these and without result; else the result is nobody's any more. */
  boolean awaits(ProbeStart start) {
    Pending found = find(start);
    return found != null && found.record == null;
  }

  private @Nullable Pending find(ProbeStart start) {
    for (Pending each : pending) {
      if (each.start.number() == start.number() && each.start.equals(start)) {
        return each;
      }
    }
    return null;
  }

  /** Of one that is awaited. */
  void finished(ProbeStart start, ProbeRecord record) {
    Pending found = find(start);
    if (found == null || found.record != null) {
      throw new IllegalStateException(start + " is not awaited: " + record);
    }
    found.record = record;
    awaited--;
  }

  /** Of one that is awaited. */
  void dropped(ProbeStart start) {
    Pending found = find(start);
    if (found == null || found.record != null) {
      throw new IllegalStateException(start + " is not awaited, nor dropped");
    }
    pending.remove(found);
    awaited--;
  }

  /** Probes that still have no result although it must have been seen before {@code nowNanos}. */
  List<ProbeStart> overdue(long nowNanos, long slackNanos) {
    List<ProbeStart> overdue = new ArrayList<>();
    for (Pending each : pending) {
      if (each.record == null && nowNanos - each.start.deadlineNanos() > slackNanos) {
        overdue.add(each.start);
      }
    }
    return overdue;
  }

  /** Removes and returns the next result whose turn it is; null when none's is. */
  @Nullable Finished nextTurn() {
    Pending first = pending.isEmpty() ? null : pending.getFirst();
    if (first == null || first.record == null) {
      return null;
    }
    pending.removeFirst();
    return new Finished(first.start, first.record);
  }

  record Finished(ProbeStart start, ProbeRecord record) {}

  private static final class Pending {
    private final ProbeStart start;
    private @Nullable ProbeRecord record;

    Pending(ProbeStart start) {
      this.start = start;
    }
  }
}
