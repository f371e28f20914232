package dev.leeward.health;

import dev.leeward.topology.Target;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.random.RandomGenerator;

/**
 * When each target is probed next and what its results made of it; owned by the decision loop.
 *
 * <p>Every target is always probed, served or not: the standby's health must be known before it is
 * needed. Time is a parameter and phases come from the given random source, so a seed repeats a
 * run.
 */
public final class ProbeSchedule {
  private static final Comparator<TargetProbes> BY_DUE =
      Comparator.comparingLong(TargetProbes::nextDueNanos).thenComparing(TargetProbes::target);

  private final RandomGenerator random;
  private final long slackNanos;
  private boolean silenceTrusted = true;
  private TreeMap<Target, TargetProbes> targets = new TreeMap<>();

  /** Ordered by what changes with a probe: out before the change, in after it. */
  private final TreeSet<TargetProbes> byDue = new TreeSet<>(BY_DUE);

  /**
   * @param slackNanos how much later than its deadline a result may be seen
   */
  public ProbeSchedule(RandomGenerator random, long slackNanos) {
    this.random = random;
    this.slackNanos = slackNanos;
  }

  /**
   * Takes over new targets and checks. A target whose check is unchanged keeps its opinion and its
   * pace; any other begins unknown.
   *
   * @param checks by name; must hold that of each target
   */
  public void retarget(List<Target> wanted, Map<String, CheckSettings> checks, long nowNanos) {
    TreeMap<Target, TargetProbes> next = new TreeMap<>();
    for (Target target : wanted) {
      CheckSettings check = checks.get(target.check());
      if (check == null) {
        throw new IllegalArgumentException("no check " + target.check() + " for " + target);
      }
      TargetProbes before = targets.get(target);
      next.put(
          target,
          before != null && before.check().equals(check)
              ? before
              : new TargetProbes(target, check, random, nowNanos));
    }
    targets = next;
    trustSilence(silenceTrusted);
    byDue.clear();
    byDue.addAll(next.values());
  }

  /** What to probe now, each begun: whoever asks must probe them. */
  public Due due(long nowNanos) {
    List<ProbeStart> starts = new ArrayList<>();
    List<HealthEvent> events = new ArrayList<>();
    while (!byDue.isEmpty() && byDue.first().nextDueNanos() <= nowNanos) {
      TargetProbes probes = byDue.removeFirst();
      events.addAll(probes.dropOverdue(nowNanos, slackNanos));
      starts.add(probes.start(random, nowNanos));
      byDue.add(probes);
    }
    return new Due(starts, events);
  }

  /** {@link Long#MAX_VALUE} when there is nothing to probe. */
  public long nextDueNanos() {
    return byDue.isEmpty() ? Long.MAX_VALUE : byDue.first().nextDueNanos();
  }

  /** A result of a probe that nobody waits for any more is ignored. */
  public List<HealthEvent> onResult(ProbeStart start, ProbeResult result, long nowNanos) {
    TargetProbes probes = targets.get(start.target());
    if (probes == null) {
      return List.of();
    }
    byDue.remove(probes);
    List<HealthEvent> events = probes.finish(start, result, nowNanos, slackNanos);
    byDue.add(probes);
    return events;
  }

  /**
   * Whether silence counts against targets from now on.
   *
   * @see SelfDoubt
   */
  void trustSilence(boolean trusted) {
    silenceTrusted = trusted;
    targets.values().forEach(probes -> probes.trustSilence(trusted));
  }

  /** The newest silence of these targets was the observer's fault. */
  List<HealthEvent> forgetSilence(Set<Target> fellSilent) {
    List<HealthEvent> events = new ArrayList<>();
    for (TargetProbes probes : targets.values()) {
      if (fellSilent.contains(probes.target())) {
        byDue.remove(probes);
        events.addAll(probes.forgetSilence());
        byDue.add(probes);
      }
    }
    return events;
  }

  public Optional<Opinion> opinion(Target target) {
    return Optional.ofNullable(targets.get(target)).map(TargetProbes::opinion);
  }

  /** All targets in their order. */
  public List<TargetHealth> snapshot() {
    return targets.values().stream().map(TargetProbes::snapshot).toList();
  }

  /** Probes to begin, and what was noticed on the way. */
  public record Due(List<ProbeStart> starts, List<HealthEvent> events) {}
}
