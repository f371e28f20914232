package dev.leeward.node;

import dev.leeward.agreement.Ledger;
import dev.leeward.agreement.LedgerEntry;
import dev.leeward.agreement.Moment;
import dev.leeward.agreement.OverrideEntry;
import dev.leeward.agreement.Sighting;
import dev.leeward.failover.DrillRule.Objection;
import dev.leeward.topology.Digest;
import dev.leeward.topology.Topology;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Drills at this instance: watches the one that the ledger holds, ends it when something stands
 * against it, begins those that are due, and tells how it went. Owned by the decision loop.
 *
 * <p>Nobody runs a drill. It is an entry that is in force until its time; every instance lays it
 * over its decisions, watches and reports by itself. The instance that accepted it ends it before
 * its time, or, when that one is not heard, the first voter that is.
 */
final class DrillDesk {
  /** What a release says that no operator wrote. */
  static final String ABORTED = "aborted: ";

  private static final long NANOS_A_MILLI = 1_000_000;

  private final String self;
  private final LoopEvents events;
  private final DrillReports reports;
  private final DrillCalendar calendar;
  private long beganMillis = -1;
  private @Nullable Digest known;
  private @Nullable DrillWatch watch;
  private @Nullable Digest released;
  private boolean told;
  private boolean reported;

  DrillDesk(String self, LoopEvents events, DrillReports reports) {
    this.self = self;
    this.events = events;
    this.reports = reports;
    this.calendar = new DrillCalendar(self, events);
  }

  /** Whether there is anything to look at: almost never, and then a snapshot is not made. */
  boolean wants(Ledger ledger, DecisionSettings settings, Moment now) {
    if (beganMillis < 0) {
      beganMillis = now.wallMillis();
    }
    LedgerEntry.Overridden standing = standing(ledger);
    boolean news = standing != null && !standing.digest().equals(known);
    boolean runs = standing != null && standing.override().isInForce(now.wallMillis());
    return news || runs || watch != null || calendar.isDue(settings.drills().schedules(), now);
  }

  private static LedgerEntry.@Nullable Overridden standing(Ledger ledger) {
    return ledger.entry(OverrideEntry.DRILL_KEY) instanceof LedgerEntry.Overridden entry
        ? entry
        : null;
  }

  /**
   * Looks at what is published, after it was.
   *
   * @param publishedNanos when that was done: after the beginning of the turn that {@code now} is
   *     of
   * @return entries that this instance is to sign now: a release, or a drill that is due
   */
  List<OverrideEntry> look(LoopSnapshot now, long publishedNanos) {
    LedgerEntry.Overridden standing = standing(now.ledger());
    boolean news = lookOn(now, publishedNanos);
    if (standing != null && !standing.digest().equals(known)) {
      known = standing.digest();
      if (isNews(standing.override(), now)) {
        finish(now);
        watch = new DrillWatch(standing, self, now);
        reported = false;
        told = false;
        news = true;
        lookOn(now, publishedNanos);
      }
    }
    if (watch != null && !reported && (news || told)) {
      told = false;
      reports.changed(DrillReport.of(watch, self, now));
    }
    if (watch != null && watch.isFinished(now)) {
      finish(now);
    }
    if (watch != null && watch.isLongOver(now)) {
      watch = null;
    }
    List<OverrideEntry> due = new ArrayList<>(abort(now, standing));
    due.addAll(
        calendar.isDue(now.settings().drills().schedules(), now.at())
            ? calendar.look(now)
            : List.of());
    return due;
  }

  private boolean lookOn(LoopSnapshot now, long publishedNanos) {
    DrillWatch watched = watch;
    boolean wasOver = watched != null && watched.isOver();
    boolean news = watched != null && watched.look(now, publishedNanos);
    if (news && watched != null) {
      String id = DrillId.of(watched.drill());
      if (watched.isOver() && !wasOver) {
        OverrideEntry release = watched.release();
        events.happened(
            "drill-ended", id, release == null ? "its time is over" : release.attribution());
      } else if (!watched.isOver()) {
        events.happened(
            "drill-away",
            id,
            watched.isShadow()
                ? "a shadow: no answer changes; would serve " + watched.outcomeOf(self)
                : "answers are without " + watched.drill().region());
      }
      if (watched.times(self).has(DrillTimes.Stage.BACK)) {
        events.happened("drill-back", id, "answers are as without a drill");
      }
    }
    return news;
  }

  /** One that began before this process did is not measured here. */
  private boolean isNews(OverrideEntry drill, LoopSnapshot now) {
    Topology topology = now.settings().topology();
    String region = drill.region();
    String service = drill.service();
    return drill.isInForce(now.at().wallMillis())
        && drill.atMillis() >= beganMillis
        && region != null
        && topology.hasRegion(region)
        && (service == null || topology.service(service).isPresent());
  }

  /** Its sightings go on for a while: others may have heard less. */
  private void finish(LoopSnapshot now) {
    if (watch != null && !reported) {
      reports.changed(DrillReport.finished(watch, self, now));
      reported = true;
    }
  }

  private List<OverrideEntry> abort(LoopSnapshot now, LedgerEntry.@Nullable Overridden standing) {
    if (standing == null
        || !standing.override().isInForce(now.at().wallMillis())
        || standing.digest().equals(released)
        || !isMineToEnd(standing, now)) {
      return List.of();
    }
    List<Objection> objections = DrillStart.running(now, standing.override());
    if (objections.isEmpty()) {
      return List.of();
    }
    released = standing.digest();
    String why = objections.stream().map(Objection::toString).collect(Collectors.joining("; "));
    events.happened("drill-aborted", DrillId.of(standing.override()), why);
    return List.of(released(standing.override(), "instance " + self, ABORTED + why, now.at()));
  }

  /** Who has just started, or sees no quorum beside the one that accepted it, knows too little. */
  private boolean isMineToEnd(LedgerEntry.Overridden standing, LoopSnapshot now) {
    List<String> heard =
        now.voters().stream()
            .filter(voter -> voter.self() || voter.fresh())
            .map(LoopSnapshot.VoterNow::name)
            .toList();
    if (standing.instance().equals(self)) {
      return watch != null || now.hasQuorum();
    }
    return now.hasQuorum() && !heard.contains(standing.instance()) && heard.getFirst().equals(self);
  }

  /** The end of a drill before its time. */
  static OverrideEntry released(OverrideEntry drill, String by, String reason, Moment now) {
    return new OverrideEntry(
        drill.kind(),
        Objects.requireNonNull(drill.region()),
        drill.service(),
        false,
        drill.term() + 1,
        by,
        reason,
        now.wallMillis(),
        Long.MAX_VALUE);
  }

  /** When it ends by itself: the loop is to look at once then, not at its leisure. */
  long endsNanos(Moment now) {
    return watch == null || watch.isOver()
        ? Long.MAX_VALUE
        : now.nanos() + Math.max(1, watch.drill().untilMillis() - now.wallMillis()) * NANOS_A_MILLI;
  }

  /** For my ballot; null while there is no drill. */
  @Nullable Sighting sighting(Moment now) {
    return watch == null ? null : watch.sighting(now);
  }

  /** A peer's ballot that came now, with what it saw. */
  void sighted(String voter, Sighting sighting, Moment now, long roundTripNanos) {
    if (watch != null) {
      told |= watch.told(voter, sighting, now.nanos(), roundTripNanos);
    }
  }
}
