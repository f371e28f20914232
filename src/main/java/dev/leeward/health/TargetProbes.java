package dev.leeward.health;

import dev.leeward.topology.Target;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** All that is known about one target; owned by the decision loop. */
final class TargetProbes {
  private final Target target;
  private CheckSettings check;
  private final OpinionFilter filter;
  private final ProbeOrder order = new ProbeOrder();
  private final LearnedTimeout learned = new LearnedTimeout();
  private final RecentProbes recent = new RecentProbes();
  private boolean silenceTrusted = true;
  private long nextNumber = 1;
  private long phaseNanos;
  private long lastStartNanos;
  private long dueNanos;
  private long freeAtNanos;
  private long changedNanos;
  private long queuedNanos;

  /** Whether a retry was begun since the last success, and when its time is over. */
  private boolean retried;

  private long retriedUntilNanos;

  /** Its phase spreads the first probes over an interval. */
  TargetProbes(Target target, CheckSettings check, VoterPlace place, long nowNanos) {
    this.target = target;
    this.check = check;
    CheckTiming timing = check.timing();
    this.filter = new OpinionFilter(timing.rise(), timing.fall(), nowNanos);
    this.phaseNanos = place.phaseNanos(target, timing.interval());
    this.lastStartNanos = nowNanos;
    this.dueNanos = turnAfter(nowNanos);
    this.freeAtNanos = nowNanos;
    this.changedNanos = nowNanos;
  }

  /** Whether another check asks the same: how often and how patiently makes no other question. */
  boolean asksAs(CheckSettings other) {
    return check.type().equals(other.type()) && check.inverted() == other.inverted();
  }

  /** After a reload that asks the same: what is known stays, the new times hold from now on. */
  void reloaded(CheckSettings next, VoterPlace place, long nowNanos) {
    CheckTiming before = check.timing();
    check = next;
    phaseNanos = place.phaseNanos(target, next.timing().interval());
    if (!before.equals(next.timing())) {
      filter.thresholds(next.timing().rise(), next.timing().fall());
      dueNanos = turnAfter(nowNanos);
      changedNanos = nowNanos;
    }
  }

  /** The first moment after that one at which its turn comes in an interval. */
  private long turnAfter(long nanos) {
    long length = check.timing().interval().toNanos();
    return nanos + length - Math.floorMod(nanos - phaseNanos, length);
  }

  /** As others of its region and check, until it has answered often enough itself. */
  void beginWith(Duration timeoutOfNeighbours) {
    learned.beginWith(timeoutOfNeighbours);
  }

  /** What it has learned; empty until that is worth something. */
  Optional<Duration> learnedTimeout() {
    return learned.isSettled() ? Optional.of(learned.calm()) : Optional.empty();
  }

  Target target() {
    return target;
  }

  CheckSettings check() {
    return check;
  }

  Opinion opinion() {
    return filter.opinion();
  }

  Belief belief() {
    return filter.belief();
  }

  /** For when it stands in the schedule's order; a change does not move it by itself. */
  long queuedNanos() {
    return queuedNanos;
  }

  void queueAt(long nanos) {
    queuedNanos = nanos;
  }

  /**
   * An unsettled opinion is confirmed at the pace of retries, start to start, whether or not the
   * probe before has ended. In calm a target has one probe at a time.
   */
  long nextDueNanos() {
    if (filter.isUnsettled()) {
      CheckTiming timing = check.timing();
      long retryNanos = Math.min(timing.retryInterval().toNanos(), timing.interval().toNanos());
      return Math.max(changedNanos, lastStartNanos + retryNanos);
    }
    return Math.max(dueNanos, order.isEmpty() ? changedNanos : freeAtNanos);
  }

  /** Probes that are under way. */
  int underWay() {
    return order.awaited();
  }

  boolean awaits(ProbeStart start) {
    return order.awaits(start);
  }

  /**
   * A start that comes late does not move the next one, so that a stall, which makes all targets
   * due at once, does not leave them in step.
   *
   * @param slackNanos after its deadline it is not waited for any more
   */
  ProbeStart start(RandomGenerator random, long nowNanos, long slackNanos) {
    CheckTiming timing = check.timing();
    ProbeStart start = new ProbeStart(target, check, nextNumber++, nowNanos, timeout(nowNanos));
    order.started(start);
    if (belief() == Belief.SUSPECT && !retried) {
      retried = true;
      retriedUntilNanos = start.deadlineNanos();
    }
    lastStartNanos = nowNanos;
    dueNanos = turnAfter(nowNanos) + random.nextLong(timing.jitter().toNanos() + 1);
    freeAtNanos = Math.max(freeAtNanos, start.deadlineNanos() + slackNanos + 1);
    return start;
  }

  /**
   * While this observer doubts itself its own way may have become longer, and it must see that.
   * What is not known to be up is given all the time that there is: nothing is served later for it,
   * and how fast it answers now must be seen before it can be learned.
   */
  private Duration timeout(long nowNanos) {
    CheckTiming timing = check.timing();
    if (!timing.learnsTimeout() || !silenceTrusted) {
      return timing.timeout();
    }
    return switch (belief()) {
      case UNKNOWN, DOWN -> timing.timeout();
      case SUSPECT -> retried ? laterRetry(nowNanos) : learned.retry();
      case UP -> learned.calm();
    };
  }

  /** The first retry finds out whether the way has become longer; the others end with it. */
  private Duration laterRetry(long nowNanos) {
    Duration left = Duration.ofNanos(retriedUntilNanos - nowNanos);
    Duration calm = learned.calm();
    return left.compareTo(calm) > 0 ? left : calm;
  }

  /** While this observer doubts itself silence says nothing about the target. */
  void trustSilence(boolean trusted) {
    silenceTrusted = trusted;
  }

  /** What was silent until now was this observer's fault. */
  List<HealthEvent> forgetSilence() {
    Opinion before = opinion();
    retried = false;
    learned.forgetSilence();
    return changes(before, filter.forgetSilence());
  }

  List<HealthEvent> finish(ProbeStart start, ProbeResult result, long nowNanos, long slackNanos) {
    if (!order.awaits(start)) {
      return List.of();
    }
    if (nowNanos - start.deadlineNanos() > slackNanos) {
      return drop(start, nowNanos);
    }
    order.finished(start, new ProbeRecord(start.number(), start.startedNanos(), nowNanos, result));
    return applyTurns(nowNanos);
  }

  /** A prober always answers; that nothing was seen is the observer's fault as well. */
  List<HealthEvent> dropOverdue(long nowNanos, long slackNanos) {
    List<HealthEvent> events = new ArrayList<>();
    for (ProbeStart start : order.overdue(nowNanos, slackNanos)) {
      events.addAll(drop(start, nowNanos));
    }
    return events;
  }

  /** Last, because an answer from before the stall must not end the doubt that it begins. */
  private List<HealthEvent> drop(ProbeStart start, long nowNanos) {
    order.dropped(start);
    List<HealthEvent> events = new ArrayList<>(applyTurns(nowNanos));
    Duration late = Duration.ofNanos(nowNanos - start.deadlineNanos());
    events.add(new HealthEvent.ObserverStalled(start, late));
    return events;
  }

  private List<HealthEvent> applyTurns(long nowNanos) {
    List<HealthEvent> events = new ArrayList<>(1);
    changedNanos = nowNanos;
    for (ProbeOrder.Finished turn = order.nextTurn(); turn != null; turn = order.nextTurn()) {
      ProbeResult result = turn.record().result();
      Opinion before = opinion();
      boolean counts = silenceTrusted || result.evidence() != Evidence.SILENCE;
      Opinion after = counts ? filter.apply(result, nowNanos) : before;
      learn(turn.start(), result);
      recent.add(turn.record());
      events.add(new HealthEvent.ProbeFinished(turn.start(), result));
      events.addAll(changes(before, after));
    }
    return events;
  }

  private void learn(ProbeStart start, ProbeResult result) {
    switch (result) {
      case ProbeResult.Healthy healthy -> {
        retried = false;
        // Silence that is health, and what others say, tell nothing of the way there and back.
        if (healthy.evidence() == Evidence.ANSWER) {
          learned.healthy(healthy.duration());
        }
      }
      case ProbeResult.TimedOut _ -> learned.timedOut(start.timeout());
      case ProbeResult.Failed _, ProbeResult.LocalError _ -> {}
    }
    if (!silenceTrusted || belief() == Belief.UNKNOWN || belief() == Belief.DOWN) {
      learned.forgetSilence();
    }
  }

  private List<HealthEvent> changes(Opinion before, Opinion after) {
    return before.state() != after.state() || before.isSuspect() != after.isSuspect()
        ? List.of(new HealthEvent.OpinionChanged(target, before, after))
        : List.of();
  }

  TargetReading reading() {
    return new TargetReading(
        target, true, true, filter.state(), recent.capacity(), timeout(lastStartNanos));
  }

  TargetHealth snapshot() {
    return new TargetHealth(
        target, opinion(), recent.oldestFirst(), nextDueNanos(), timeout(lastStartNanos));
  }
}
