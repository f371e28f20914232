package dev.leeward.health;

import dev.leeward.topology.Target;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * When each target is probed next and what its results made of it; owned by the decision loop.
 *
 * <p>Every target is always probed, served or not: the standby's health must be known before it is
 * needed. Time is a parameter and jitter comes from the given random source, so a seed repeats a
 * run. What is due while too many probes are under way waits, in the order in which it was due; a
 * probe that begins late has its whole timeout nevertheless, so lateness is never the target's.
 */
public final class ProbeSchedule {
  private static final Comparator<TargetProbes> BY_DUE =
      Comparator.comparingLong(TargetProbes::queuedNanos).thenComparing(TargetProbes::target);

  private final RandomGenerator random;
  private final long slackNanos;
  private final IntSupplier maxConcurrent;
  private boolean silenceTrusted = true;
  private int underWay;

  /** In the order of the targets. */
  private LinkedHashMap<Target, TargetProbes> targets = new LinkedHashMap<>();

  /** Each where {@link #queue} put it; what changes a target queues it again. */
  private final TreeSet<TargetProbes> byDue = new TreeSet<>(BY_DUE);

  /** Those that were answered too, until then. */
  private final PriorityQueue<Overdue> unanswered = new PriorityQueue<>();

  /**
   * @param slackNanos how much later than its deadline a result may be seen
   */
  public ProbeSchedule(RandomGenerator random, long slackNanos) {
    this(random, slackNanos, () -> Integer.MAX_VALUE);
  }

  /**
   * @param maxConcurrent how many probes may be under way, asked anew each time
   */
  ProbeSchedule(RandomGenerator random, long slackNanos, IntSupplier maxConcurrent) {
    this.random = random;
    this.slackNanos = slackNanos;
    this.maxConcurrent = maxConcurrent;
  }

  /**
   * Takes over new targets and checks. A target whose check asks what it asked before keeps its
   * opinion, streak, results and learned timeout, and its pace too if the times are unchanged; any
   * other begins unknown.
   *
   * @param checks by name; must hold that of each target
   */
  public void retarget(List<Target> wanted, Map<String, CheckSettings> checks, long nowNanos) {
    retarget(wanted, checks, VoterPlace.ALONE, nowNanos);
  }

  /** The same among other voters. */
  void retarget(
      List<Target> wanted, Map<String, CheckSettings> checks, VoterPlace place, long nowNanos) {
    LinkedHashMap<Target, TargetProbes> next = new LinkedHashMap<>();
    Map<Neighbourhood, Duration> learned = learned();
    for (Target target : wanted.stream().sorted().toList()) {
      CheckSettings check = checks.get(target.check());
      if (check == null) {
        throw new IllegalArgumentException("no check " + target.check() + " for " + target);
      }
      TargetProbes before = targets.get(target);
      next.put(
          target,
          before != null && before.asksAs(check)
              ? before
              : newcomer(target, check, place, learned, nowNanos));
    }
    targets = next;
    underWay = 0;
    byDue.clear();
    for (TargetProbes probes : next.values()) {
      CheckSettings check = checks.get(probes.target().check());
      probes.reloaded(java.util.Objects.requireNonNull(check), place, nowNanos);
      probes.trustSilence(silenceTrusted);
      underWay += probes.underWay();
      queue(probes);
    }
    unanswered.removeIf(each -> !isAwaited(each));
  }

  private static TargetProbes newcomer(
      Target target,
      CheckSettings check,
      VoterPlace place,
      Map<Neighbourhood, Duration> learned,
      long nowNanos) {
    TargetProbes probes = new TargetProbes(target, check, place, nowNanos);
    Duration neighbours = learned.get(new Neighbourhood(target.endpoint().region(), check.type()));
    if (neighbours != null) {
      probes.beginWith(neighbours);
    }
    return probes;
  }

  /** The longest in each. */
  private Map<Neighbourhood, Duration> learned() {
    Map<Neighbourhood, Duration> learned = new HashMap<>();
    for (TargetProbes probes : targets.values()) {
      Neighbourhood where =
          new Neighbourhood(probes.target().endpoint().region(), probes.check().type());
      probes
          .learnedTimeout()
          .ifPresent(
              timeout -> learned.merge(where, timeout, (a, b) -> a.compareTo(b) > 0 ? a : b));
    }
    return learned;
  }

  /** Targets at the other end of the same way that do the same work for an answer. */
  private record Neighbourhood(String region, CheckType check) {}

  /**
   * A probe of one of the targets that there are.
   *
   * @param nanos when it is overdue unless it was answered: here, for these are compared very often
   */
  private record Overdue(long nanos, ProbeStart start, TargetProbes probes)
      implements Comparable<Overdue> {
    @Override
    public int compareTo(Overdue other) {
      return Long.compare(nanos, other.nanos);
    }
  }

  private boolean isAwaited(Overdue each) {
    return targets.get(each.start().target()) == each.probes()
        && each.probes().awaits(each.start());
  }

  /** What to probe now, each begun: whoever asks must probe them. */
  public Due due(long nowNanos) {
    List<HealthEvent> events = dropOverdue(nowNanos);
    List<ProbeStart> starts = new ArrayList<>();
    List<Duration> lags = new ArrayList<>();
    while (!isFull() && !byDue.isEmpty() && byDue.first().queuedNanos() <= nowNanos) {
      TargetProbes probes = byDue.removeFirst();
      lags.add(Duration.ofNanos(nowNanos - probes.queuedNanos()));
      ProbeStart start = probes.start(random, nowNanos, slackNanos);
      starts.add(start);
      unanswered.add(new Overdue(start.deadlineNanos() + slackNanos + 1, start, probes));
      underWay++;
      queue(probes);
    }
    return new Due(starts, lags, events);
  }

  private boolean isFull() {
    return underWay >= maxConcurrent.getAsInt();
  }

  /** Those that were answered in time leave the queue when their time comes. */
  private List<HealthEvent> dropOverdue(long nowNanos) {
    List<HealthEvent> events = new ArrayList<>();
    while (!unanswered.isEmpty() && unanswered.element().nanos() <= nowNanos) {
      Overdue each = unanswered.remove();
      TargetProbes probes = each.probes();
      if (probes.awaits(each.start())) {
        events.addAll(changing(probes, () -> probes.dropOverdue(nowNanos, slackNanos)));
      }
    }
    return events;
  }

  /** {@link Long#MAX_VALUE} when there is nothing to probe. */
  public long nextDueNanos() {
    if (isFull()) {
      return unanswered.isEmpty() ? Long.MAX_VALUE : unanswered.element().nanos();
    }
    return byDue.isEmpty() ? Long.MAX_VALUE : byDue.first().queuedNanos();
  }

  /** A result of a probe that nobody waits for any more is ignored. */
  public List<HealthEvent> onResult(ProbeStart start, ProbeResult result, long nowNanos) {
    TargetProbes probes = targets.get(start.target());
    if (probes == null) {
      return List.of();
    }
    return changing(probes, () -> probes.finish(start, result, nowNanos, slackNanos));
  }

  private List<HealthEvent> changing(TargetProbes probes, Supplier<List<HealthEvent>> change) {
    underWay -= probes.underWay();
    List<HealthEvent> events = change.get();
    underWay += probes.underWay();
    if (probes.nextDueNanos() != probes.queuedNanos()) {
      byDue.remove(probes);
      queue(probes);
    }
    return events;
  }

  /** One that is not queued. In calm a result does not change when the next probe is due. */
  private void queue(TargetProbes probes) {
    probes.queueAt(probes.nextDueNanos());
    byDue.add(probes);
  }

  /**
   * Whether silence counts against targets from now on.
   *
   * @see SelfDoubt
   */
  void trustSilence(boolean trusted) {
    if (trusted != silenceTrusted) {
      silenceTrusted = trusted;
      targets.values().forEach(probes -> probes.trustSilence(trusted));
    }
  }

  /** The newest silence of these targets was the observer's fault. */
  List<HealthEvent> forgetSilence(Set<Target> fellSilent) {
    List<HealthEvent> events = new ArrayList<>();
    for (TargetProbes probes : targets.values()) {
      if (fellSilent.contains(probes.target())) {
        events.addAll(changing(probes, probes::forgetSilence));
      }
    }
    return events;
  }

  /** {@link Belief#UNKNOWN} of what is no target. */
  Belief belief(Target target) {
    TargetProbes probes = targets.get(target);
    return probes == null ? Belief.UNKNOWN : probes.belief();
  }

  public Optional<Opinion> opinion(Target target) {
    return Optional.ofNullable(targets.get(target)).map(TargetProbes::opinion);
  }

  /** All targets in their order. */
  public List<TargetHealth> snapshot() {
    return targets.values().stream().map(TargetProbes::snapshot).toList();
  }

  /** The same, for gauges. */
  List<TargetReading> readings() {
    return targets.values().stream().map(TargetProbes::reading).toList();
  }

  /**
   * Probes to begin, and what was noticed on the way.
   *
   * @param lags how late each of them begins
   */
  public record Due(List<ProbeStart> starts, List<Duration> lags, List<HealthEvent> events) {}
}
