package dev.leeward.node;

import dev.leeward.agreement.LedgerEntry;
import dev.leeward.agreement.Moment;
import dev.leeward.agreement.OverrideEntry;
import dev.leeward.agreement.OverrideEntry.Kind;
import dev.leeward.failover.DrillRule.Objection;
import dev.leeward.failover.DrillSchedule;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Begins the configured drills. Owned by the decision loop.
 *
 * <p>The electorate's first voter begins it, once all is well: then all voters are heard, the first
 * one too, so that nobody else needs to. Should two begin it all the same, the ledger has one place
 * for drills. What cannot begin within a minute is skipped, and the first voter that is heard says
 * so.
 */
final class DrillCalendar {
  private static final Duration WINDOW = Duration.ofMinutes(1);

  private final String self;
  private final LoopEvents events;
  private final Map<DrillSchedule, Instant> due = new HashMap<>();
  private List<DrillSchedule> schedules = List.of();

  DrillCalendar(String self, LoopEvents events) {
    this.self = self;
    this.events = events;
  }

  /** Whether there is something to look at. */
  boolean isDue(List<DrillSchedule> configured, Moment now) {
    Instant wall = Instant.ofEpochMilli(now.wallMillis());
    if (!configured.equals(schedules)) {
      schedules = configured;
      due.keySet().retainAll(configured);
      configured.forEach(each -> due.computeIfAbsent(each, one -> one.cadence().next(wall)));
    }
    return due.values().stream().anyMatch(at -> !at.isAfter(wall));
  }

  /** What this instance is to begin now. */
  List<OverrideEntry> look(LoopSnapshot now) {
    List<OverrideEntry> begun = new ArrayList<>();
    Instant wall = Instant.ofEpochMilli(now.at().wallMillis());
    for (DrillSchedule schedule : schedules) {
      Instant at = Objects.requireNonNull(due.get(schedule));
      if (!at.isAfter(wall)) {
        boolean late = wall.isAfter(at.plus(WINDOW));
        Optional<OverrideEntry> drill = late ? Optional.empty() : begin(schedule, now);
        if (late && !wasBegun(schedule, at, now)) {
          skip(schedule, now);
        }
        drill.ifPresent(begun::add);
        if (late || drill.isPresent() || wasBegun(schedule, at, now)) {
          due.put(schedule, schedule.cadence().next(wall));
        }
        if (drill.isPresent()) {
          break;
        }
      }
    }
    return begun;
  }

  /** Its entry, or the release of it, is in the ledger since then. */
  private static boolean wasBegun(DrillSchedule schedule, Instant at, LoopSnapshot now) {
    return standing(now)
        .filter(each -> each.atMillis() >= at.toEpochMilli())
        .filter(each -> !each.active() || each.by().equals(by(schedule)))
        .isPresent();
  }

  private static Optional<OverrideEntry> standing(LoopSnapshot now) {
    return now.ledger().entry(OverrideEntry.DRILL_KEY) instanceof LedgerEntry.Overridden entry
        ? Optional.of(entry.override())
        : Optional.empty();
  }

  private Optional<OverrideEntry> begin(DrillSchedule schedule, LoopSnapshot now) {
    boolean first = now.voters().getFirst().name().equals(self);
    if (!first || !objections(schedule, now).isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(entry(schedule, now));
  }

  private static List<Objection> objections(DrillSchedule schedule, LoopSnapshot now) {
    List<Objection> objections = new ArrayList<>(DrillStart.unwell(now));
    objections.addAll(
        DrillStart.refusals(now, entry(schedule, now), now.settings().drills().instances()));
    return objections;
  }

  private void skip(DrillSchedule schedule, LoopSnapshot now) {
    @Nullable String speaker =
        now.voters().stream()
            .filter(voter -> voter.self() || Views.counts(voter))
            .map(LoopSnapshot.VoterNow::name)
            .findFirst()
            .orElse(null);
    if (self.equals(speaker)) {
      List<String> why = objections(schedule, now).stream().map(Objection::toString).toList();
      events.happened(
          "drill-skipped",
          schedule.name(),
          why.isEmpty() ? "it was not begun in time" : String.join("; ", why));
    }
  }

  private static String by(DrillSchedule schedule) {
    return "schedule " + schedule.name();
  }

  private static OverrideEntry entry(DrillSchedule schedule, LoopSnapshot now) {
    long at = now.at().wallMillis();
    return new OverrideEntry(
        schedule.shadow() ? Kind.SHADOW_DRILL : Kind.DRILL,
        schedule.region(),
        schedule.service(),
        true,
        standing(now).map(OverrideEntry::term).orElse(0L) + 1,
        by(schedule),
        "scheduled, " + schedule.cadence().text(),
        at,
        at + schedule.lasts().toMillis());
  }
}
