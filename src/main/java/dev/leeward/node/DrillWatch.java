package dev.leeward.node;

import dev.leeward.agreement.LedgerEntry;
import dev.leeward.agreement.Moment;
import dev.leeward.agreement.OverrideEntry;
import dev.leeward.agreement.OverrideEntry.Kind;
import dev.leeward.agreement.Overrides;
import dev.leeward.agreement.Sighting;
import dev.leeward.failover.DrillRule;
import dev.leeward.failover.Selection;
import dev.leeward.failover.ServiceState;
import dev.leeward.node.DrillTimes.Stage;
import dev.leeward.topology.ServicePlan;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One drill as this instance sees it, from its entry to the last instance's return: its own times,
 * and those that the others' ballots tell. Owned by the decision loop.
 */
final class DrillWatch {
  /** After the end; who has not returned by then is reported so. */
  private static final Duration LONGEST_RETURN = Duration.ofSeconds(15);

  /** Some more ballots, of which the quickest tells best. */
  private static final Duration SETTLING = Duration.ofSeconds(2);

  private final LedgerEntry.Overridden begun;
  private final String self;
  private final LoopSnapshot first;
  private final List<ServicePlan> moved;
  private final DrillTimes own = new DrillTimes();
  private final Map<String, DrillTimes> others = new TreeMap<>();
  private final Map<String, String> outcomes = new TreeMap<>();
  private @Nullable OverrideEntry release;
  private @Nullable LoopSnapshot last;
  private long endedNanos;

  /**
   * @param first the snapshot in which the entry is in force for the first time
   */
  DrillWatch(LedgerEntry.Overridden begun, String self, LoopSnapshot first) {
    this.begun = begun;
    this.self = self;
    this.first = first;
    Overrides without = overrides(first).withoutDrill();
    String region = Objects.requireNonNull(drill().region());
    this.moved =
        DrillRule.affected(first.settings().topology(), drill()).stream()
            .filter(plan -> select(first, plan, without).regions().contains(region))
            .toList();
    outcomes.put(self, outcome(first));
    own.reached(Stage.HEARD, first.at().nanos());
  }

  OverrideEntry drill() {
    return begun.override();
  }

  LedgerEntry.Overridden begun() {
    return begun;
  }

  LoopSnapshot first() {
    return first;
  }

  /** The first one after the end. */
  @Nullable LoopSnapshot last() {
    return last;
  }

  /** What ended it before its time; null for none. */
  @Nullable OverrideEntry release() {
    return release;
  }

  /** Services that were served from the region when it began. */
  List<ServicePlan> moved() {
    return moved;
  }

  boolean isShadow() {
    return drill().kind() == Kind.SHADOW_DRILL;
  }

  boolean isOver() {
    return own.has(Stage.ENDED);
  }

  private static Overrides overrides(LoopSnapshot now) {
    return now.ledger().overridesInForce(now.at().wallMillis());
  }

  private static Selection select(LoopSnapshot now, ServicePlan plan, Overrides overrides) {
    return Selection.select(plan, now.ledger().decision(plan.service().name()), overrides);
  }

  Selection rehearsed(ServicePlan plan) {
    return DrillRule.rehearsed(
        plan, first.ledger().decision(plan.service().name()), overrides(first), drill());
  }

  List<String> before(ServicePlan plan) {
    return select(first, plan, overrides(first).withoutDrill()).regions();
  }

  private String outcome(LoopSnapshot now) {
    return moved.stream()
        .map(plan -> plan.service().name() + ": " + String.join("+", rehearsed(plan).regions()))
        .collect(Collectors.joining(", "));
  }

  /** Looks at what is published now; says whether a stage was reached. */
  boolean look(LoopSnapshot now, long publishedNanos) {
    long nanos = now.at().nanos();
    boolean news = false;
    boolean over = overrides(now).drill().filter(drill()::equals).isEmpty();
    if (!own.has(Stage.AWAY) && !over && (isShadow() || areAway(now))) {
      own.reached(Stage.AWAY, publishedNanos);
      news = true;
    }
    if (over && !own.has(Stage.ENDED)) {
      own.reached(Stage.ENDED, nanos);
      endedNanos = nanos;
      last = now;
      release = release(now);
      news = true;
    }
    if (own.has(Stage.ENDED) && !own.has(Stage.BACK) && areBack(now)) {
      own.reached(Stage.BACK, publishedNanos);
      news = true;
    }
    return news;
  }

  /** Another drill in its place ends it too. */
  private @Nullable OverrideEntry release(LoopSnapshot now) {
    return now.ledger().entry(OverrideEntry.DRILL_KEY) instanceof LedgerEntry.Overridden standing
            && !standing.override().equals(drill())
        ? standing.override()
        : null;
  }

  private boolean areAway(LoopSnapshot now) {
    String region = Objects.requireNonNull(drill().region());
    return published(now).noneMatch(state -> state.selection().regions().contains(region));
  }

  private boolean areBack(LoopSnapshot now) {
    Overrides overrides = overrides(now);
    return published(now)
        .allMatch(state ->
            state.selection().regions().equals(select(now, state.plan(), overrides).regions()));
  }

  private java.util.stream.Stream<ServiceState> published(LoopSnapshot now) {
    Set<String> names =
        moved.stream().map(plan -> plan.service().name()).collect(Collectors.toSet());
    return now.services().stream().filter(state -> names.contains(state.plan().service().name()));
  }

  /** What a peer's ballot says of it; whether that is more than was known. */
  boolean told(String voter, Sighting sighting, long nowNanos, long roundTripNanos) {
    if (!sighting.drill().equals(begun.digest())) {
      return false;
    }
    DrillTimes times = others.computeIfAbsent(voter, name -> new DrillTimes());
    int known = reached(times);
    times.told(sighting, nowNanos, roundTripNanos);
    return !sighting.outcome().equals(outcomes.put(voter, sighting.outcome()))
        || reached(times) > known;
  }

  private static int reached(DrillTimes times) {
    int reached = 0;
    for (Stage stage : Stage.values()) {
      reached += times.has(stage) ? 1 : 0;
    }
    return reached;
  }

  /** What my ballot tells of it. */
  Sighting sighting(Moment now) {
    return new Sighting(
        begun.digest(),
        own.age(Stage.HEARD, now.nanos()),
        own.age(Stage.AWAY, now.nanos()),
        own.age(Stage.ENDED, now.nanos()),
        own.age(Stage.BACK, now.nanos()),
        outcomes.getOrDefault(self, ""),
        List.of());
  }

  /** Whether all voters that are heard have returned, or none is waited for any more. */
  boolean isFinished(LoopSnapshot now) {
    long sinceNanos = now.at().nanos() - endedNanos;
    return isLongOver(now)
        || isOver()
            && sinceNanos > SETTLING.toNanos()
            && now.voters().stream()
                .filter(voter -> voter.self() || voter.fresh())
                .allMatch(voter -> times(voter.name()).has(Stage.BACK));
  }

  /** Whether nobody is waited for, and nobody waits for me. */
  boolean isLongOver(LoopSnapshot now) {
    return isOver() && now.at().nanos() - endedNanos > LONGEST_RETURN.toNanos();
  }

  /** Of this instance or of another; nothing known where nothing was told. */
  DrillTimes times(String voter) {
    return voter.equals(self) ? own : others.getOrDefault(voter, new DrillTimes());
  }

  String outcomeOf(String voter) {
    return outcomes.getOrDefault(voter, "");
  }
}
