package dev.leeward.health;

import dev.leeward.topology.Endpoint;
import dev.leeward.topology.Network;
import dev.leeward.topology.Target;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Function;

/** A monitor, a clock and endpoints in one thread; owned by the test. */
final class ProbeWorld {
  static final CheckTiming TIMING = timing(1000, 500, 250, 100, 3, 2);
  static final Duration SLACK = Duration.ofMillis(200);

  /** What an endpoint does with a probe. */
  record Answer(long afterMillis, ProbeResult result) {
    static Answer healthy() {
      return new Answer(1, new ProbeResult.Healthy(Duration.ofMillis(1)));
    }

    static Answer refused() {
      return new Answer(1, new ProbeResult.Failed("connection refused", Duration.ofMillis(1)));
    }

    static Answer silent(ProbeStart start) {
      Duration timeout = start.timeout();
      return new Answer(timeout.toMillis(), new ProbeResult.TimedOut(timeout));
    }

    static Answer noRoute() {
      return new Answer(0, new ProbeResult.LocalError("no route to host"));
    }
  }

  private record Arrival(long atNanos, ProbeStart start, ProbeResult result) {}

  final HealthMonitor monitor;
  final List<HealthEvent> events = new ArrayList<>();
  final List<ProbeStart> starts = new ArrayList<>();
  private final PriorityQueue<Arrival> arrivals =
      new PriorityQueue<>(Comparator.comparingLong(Arrival::atNanos));
  private Function<ProbeStart, Answer> endpoints = _ -> Answer.healthy();
  private long nowNanos;

  ProbeWorld(long seed, CheckTiming timing, Target... targets) {
    this(seed, Integer.MAX_VALUE, HealthObserver.NONE, timing, targets);
  }

  ProbeWorld(
      long seed,
      int maxConcurrent,
      HealthObserver observer,
      CheckTiming timing,
      Target... targets) {
    monitor = new HealthMonitor(new Random(seed), SLACK, () -> maxConcurrent, observer);
    monitor.retarget(List.of(targets), checks(timing), VoterPlace.ALONE, nowNanos);
  }

  static CheckTiming timing(
      long interval, long timeout, long retryInterval, long jitter, int fall, int rise) {
    return new CheckTiming(
        Duration.ofMillis(interval),
        Duration.ofMillis(timeout),
        Duration.ofMillis(retryInterval),
        Duration.ofMillis(jitter),
        fall,
        rise);
  }

  static Map<String, CheckSettings> checks(CheckTiming timing) {
    return Map.of("web", new CheckSettings("web", timing, new TcpCheck(80)));
  }

  static Target target(String address, String region) {
    return new Target(new Endpoint(Network.parseAddress(address), region), "web");
  }

  void endpointsAnswer(Function<ProbeStart, Answer> endpoints) {
    this.endpoints = endpoints;
  }

  long nowNanos() {
    return nowNanos;
  }

  Opinion opinion(Target target) {
    return monitor.opinion(target).orElseThrow();
  }

  void runMillis(long millis) {
    long end = nowNanos + Duration.ofMillis(millis).toNanos();
    while (nextNanos() <= end) {
      nowNanos = Math.max(nowNanos, nextNanos());
      turn();
    }
    nowNanos = end;
  }

  /** Until the target is in the state; fails after a minute. */
  void runUntil(Target target, Opinion.State state) {
    long end = nowNanos + Duration.ofMinutes(1).toNanos();
    while (opinion(target).state() != state) {
      nowNanos = Math.max(nowNanos, nextNanos());
      if (nowNanos > end) {
        throw new AssertionError(target + " is not " + state + " but " + opinion(target));
      }
      turn();
    }
  }

  /** Time passes and nobody looks. */
  void stallMillis(long millis) {
    nowNanos += Duration.ofMillis(millis).toNanos();
  }

  private long nextNanos() {
    long due = monitor.nextDueNanos();
    return arrivals.isEmpty() ? due : Math.min(due, arrivals.peek().atNanos());
  }

  private void turn() {
    while (!arrivals.isEmpty() && arrivals.peek().atNanos() <= nowNanos) {
      Arrival arrival = arrivals.remove();
      events.addAll(monitor.onResult(arrival.start(), arrival.result(), nowNanos));
    }
    events.addAll(monitor.startDue(nowNanos, this::probe, (_, _) -> {}));
  }

  private void probe(ProbeStart start, Consumer<ProbeResult> done) {
    starts.add(start);
    Answer answer = endpoints.apply(start);
    long at = nowNanos + Duration.ofMillis(answer.afterMillis()).toNanos();
    arrivals.add(new Arrival(at, start, answer.result()));
  }
}
