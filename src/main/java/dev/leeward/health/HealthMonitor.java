package dev.leeward.health;

import dev.leeward.topology.Target;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.IntSupplier;
import java.util.random.RandomGenerator;

/**
 * The health plane as the decision loop sees it; owned by that loop.
 *
 * <p>{@link #startDue} hands probes to the prober, whose results come back from other threads
 * through the loop's inbox to {@link #onResult}.
 */
public final class HealthMonitor {
  private final ProbeSchedule schedule;
  private final SelfDoubt selfDoubt = new SelfDoubt();
  private final HealthObserver observer;

  /**
   * @param slack how much later than its deadline a result may be seen before this process is taken
   *     to have stalled
   */
  public HealthMonitor(RandomGenerator random, Duration slack, HealthObserver observer) {
    this(random, slack, () -> Integer.MAX_VALUE, observer);
  }

  /**
   * @param maxConcurrent how many probes may be under way, asked anew each time
   */
  public HealthMonitor(
      RandomGenerator random, Duration slack, IntSupplier maxConcurrent, HealthObserver observer) {
    this.schedule = new ProbeSchedule(random, slack.toNanos(), maxConcurrent);
    this.observer = observer;
  }

  /** At start and at every reload. */
  public void retarget(
      List<Target> targets, Map<String, CheckSettings> checks, VoterPlace place, long nowNanos) {
    schedule.retarget(targets, checks, place, nowNanos);
    selfDoubt.retainTargets(Set.copyOf(targets));
  }

  /**
   * Begins all probes that are due.
   *
   * @param inbox gets each result on any thread and posts it to the loop
   */
  public List<HealthEvent> startDue(
      long nowNanos, Prober prober, BiConsumer<ProbeStart, ProbeResult> inbox) {
    ProbeSchedule.Due due = schedule.due(nowNanos);
    List<HealthEvent> events = due.events().isEmpty() ? List.of() : noted(due.events());
    for (int i = 0; i < due.starts().size(); i++) {
      ProbeStart start = due.starts().get(i);
      observer.probeStarted(start, due.lags().get(i));
      prober.probe(start, result -> inbox.accept(start, result));
    }
    return events;
  }

  /** When to call {@link #startDue} next; {@link Long#MAX_VALUE} when there is nothing to probe. */
  public long nextDueNanos() {
    return schedule.nextDueNanos();
  }

  public List<HealthEvent> onResult(ProbeStart start, ProbeResult result, long nowNanos) {
    return noted(schedule.onResult(start, result, nowNanos));
  }

  /** Empty for what is no target. */
  public Optional<Opinion> opinion(Target target) {
    return schedule.opinion(target);
  }

  /** Why this voter must abstain now; empty if it need not. */
  public Set<Doubt> doubts() {
    return selfDoubt.doubts();
  }

  /** All targets in their order. */
  public List<TargetHealth> snapshot() {
    return schedule.snapshot();
  }

  private List<HealthEvent> noted(List<HealthEvent> events) {
    Set<Doubt> before = selfDoubt.doubts();
    events.forEach(this::note);
    Set<Doubt> after = selfDoubt.doubts();
    List<HealthEvent> all = new ArrayList<>(events);
    after.stream()
        .filter(doubt -> !before.contains(doubt))
        .forEach(doubt -> all.add(new HealthEvent.DoubtBegan(doubt)));
    if (after.contains(Doubt.ALL_REGIONS_SILENT) && !before.contains(Doubt.ALL_REGIONS_SILENT)) {
      List<HealthEvent> forgotten = schedule.forgetSilence(selfDoubt.fellTogether());
      forgotten.forEach(this::note);
      all.addAll(forgotten);
    }
    schedule.trustSilence(after.isEmpty());
    if (!before.isEmpty() && after.isEmpty()) {
      all.add(new HealthEvent.DoubtEnded());
    }
    return all;
  }

  private void note(HealthEvent event) {
    switch (event) {
      case HealthEvent.ProbeFinished(ProbeStart start, ProbeResult result) -> {
        selfDoubt.observe(start, result);
        observer.probeFinished(start, result);
      }
      case HealthEvent.ObserverStalled stalled -> {
        selfDoubt.stalled();
        observer.observerStalled(stalled.start());
      }
      case HealthEvent.OpinionChanged changed ->
          observer.opinionChanged(changed.before(), changed.after());
      case HealthEvent.DoubtBegan _, HealthEvent.DoubtEnded _ -> {}
    }
  }
}
