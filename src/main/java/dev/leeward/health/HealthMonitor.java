package dev.leeward.health;

import dev.leeward.topology.Target;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.IntSupplier;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The health plane as the decision loop sees it; owned by that loop.
 *
 * <p>{@link #startDue} hands probes to the prober, whose results come back from other threads
 * through the loop's inbox to {@link #onResult}.
 */
public final class HealthMonitor {
  private final ProbeSchedule schedule;
  private final SelfDoubt selfDoubt = new SelfDoubt();
  private final HostTargets hosts = new HostTargets();
  private final HealthObserver observer;
  private List<Target> targets = List.of();
  private Map<String, CheckSettings> checks = Map.of();
  private VoterPlace place = VoterPlace.ALONE;
  private long beliefsVersion;

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
    this.targets = targets.stream().sorted().toList();
    this.checks = Map.copyOf(checks);
    this.place = place;
    retarget(nowNanos);
  }

  private void retarget(long nowNanos) {
    beliefsVersion++;
    List<Target> probed = hosts.probed(targets, checks);
    schedule.retarget(probed, checks, place, nowNanos);
    selfDoubt.retainTargets(Set.copyOf(probed));
    targets.stream().filter(hosts::isHost).forEach(host -> hosts.opinion(host, nowNanos));
  }

  /**
   * Where a host is now; its addresses that it had before keep what is known of them.
   *
   * @param name absolute, with the last dot
   */
  public List<HealthEvent> onAddresses(String name, List<InetAddress> addresses, long nowNanos) {
    if (!hosts.learn(name, addresses)) {
      return List.of();
    }
    retarget(nowNanos);
    List<HealthEvent> events = new ArrayList<>();
    targets.stream()
        .filter(hosts::isHost)
        .forEach(host -> hostChange(host, nowNanos).ifPresent(events::add));
    return noted(events, nowNanos);
  }

  /**
   * Begins all probes that are due.
   *
   * @param inbox gets each result on any thread and posts it to the loop
   */
  public List<HealthEvent> startDue(
      long nowNanos, Prober prober, BiConsumer<ProbeStart, ProbeResult> inbox) {
    ProbeSchedule.Due due = schedule.due(nowNanos);
    List<HealthEvent> events = due.events().isEmpty() ? List.of() : noted(due.events(), nowNanos);
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
    return noted(schedule.onResult(start, result, nowNanos), nowNanos);
  }

  /** Of what is voted on; empty for what is no target. */
  public Optional<Opinion> opinion(Target target) {
    return hosts.isHost(target) ? Optional.of(hosts.opinion(target, 0)) : schedule.opinion(target);
  }

  /** The same in two bits; {@link Belief#UNKNOWN} of what is no target. */
  public Belief belief(Target target) {
    return hosts.isHost(target) ? hosts.opinion(target, 0).belief() : schedule.belief(target);
  }

  /** Another one whenever any {@linkplain #belief belief} may be another one. */
  public long beliefsVersion() {
    return beliefsVersion;
  }

  /** Why this voter must abstain now; empty if it need not. */
  public Set<Doubt> doubts() {
    return selfDoubt.doubts();
  }

  /** All targets that are voted on, in their order. */
  public List<TargetHealth> snapshot() {
    return snapshot(probed());
  }

  /** The same, of what {@link #probed} has just returned. */
  public List<TargetHealth> snapshot(List<TargetHealth> probed) {
    if (hosts.isEmpty()) {
      return probed;
    }
    Map<Target, TargetHealth> known =
        probed.stream().collect(Collectors.toMap(TargetHealth::target, Function.identity()));
    targets.stream().filter(hosts::isHost).forEach(host -> known.put(host, ofHost(host)));
    return targets.stream().map(known::get).filter(Objects::nonNull).toList();
  }

  /** Of the probes of its addresses none is its own. */
  private TargetHealth ofHost(Target host) {
    return new TargetHealth(host, hosts.opinion(host, 0), List.of(), Long.MAX_VALUE, Duration.ZERO);
  }

  /** All that is probed, in its order: of hosts each address. */
  public List<TargetHealth> probed() {
    return schedule.snapshot();
  }

  /** All targets, hosts and their addresses, for gauges. */
  public List<TargetReading> readings() {
    List<TargetReading> readings = schedule.readings();
    if (hosts.isEmpty()) {
      return readings;
    }
    return Stream.concat(
            readings.stream()
                .map(each -> hosts.hostOf(each.target()).isPresent() ? each.notVoted() : each),
            targets.stream().filter(hosts::isHost).map(this::readingOfHost))
        .toList();
  }

  private TargetReading readingOfHost(Target host) {
    return new TargetReading(
        host, true, false, hosts.opinion(host, 0).state(), null, Duration.ZERO);
  }

  /** Of hosts, one of whose addresses was heard of. */
  private List<HealthEvent> hostChanges(List<HealthEvent> events, long nowNanos) {
    return events.stream()
        .flatMap(event ->
            switch (event) {
              case HealthEvent.ProbeFinished finished ->
                  hosts.hostOf(finished.start().target()).stream();
              case HealthEvent.OpinionChanged changed -> hosts.hostOf(changed.target()).stream();
              case HealthEvent.ObserverStalled _,
                  HealthEvent.DoubtBegan _,
                  HealthEvent.DoubtEnded _ ->
                  Stream.<Target>empty();
            })
        .distinct()
        .flatMap(host -> hostChange(host, nowNanos).stream())
        .toList();
  }

  private Optional<HealthEvent> hostChange(Target host, long nowNanos) {
    Opinion before = hosts.opinion(host, nowNanos);
    Opinion after =
        hosts.decide(host, address -> schedule.opinion(address).orElseThrow(), nowNanos);
    return before.state() != after.state() || before.isSuspect() != after.isSuspect()
        ? Optional.of(new HealthEvent.OpinionChanged(host, before, after))
        : Optional.empty();
  }

  private List<HealthEvent> noted(List<HealthEvent> events, long nowNanos) {
    Set<Doubt> before = selfDoubt.doubts();
    events.forEach(this::note);
    Set<Doubt> after = selfDoubt.doubts();
    if (before.equals(after) && hosts.isEmpty()) {
      // As thousands of times a second: nothing follows from it.
      schedule.trustSilence(after.isEmpty());
      return events;
    }
    List<HealthEvent> all = new ArrayList<>(events);
    after.stream()
        .filter(doubt -> !before.contains(doubt))
        .forEach(doubt -> all.add(new HealthEvent.DoubtBegan(doubt)));
    if (after.contains(Doubt.ALL_REGIONS_SILENT) && !before.contains(Doubt.ALL_REGIONS_SILENT)) {
      List<HealthEvent> forgotten = schedule.forgetSilence(selfDoubt.fellTogether());
      forgotten.forEach(this::note);
      all.addAll(forgotten);
    }
    List<HealthEvent> ofHosts = hosts.isEmpty() ? List.of() : hostChanges(all, nowNanos);
    ofHosts.forEach(this::note);
    all.addAll(ofHosts);
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
      case HealthEvent.OpinionChanged changed -> {
        beliefsVersion++;
        observer.opinionChanged(changed.before(), changed.after());
      }
      case HealthEvent.DoubtBegan _, HealthEvent.DoubtEnded _ -> {}
    }
  }
}
