package dev.leeward.node;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * A whole cluster in one thread under a seeded clock: instances, the network between them, two
 * regions with endpoints, and what can happen to each. The same seed gives the same run, event by
 * event.
 */
final class Simulation {
  static final Duration BEAT = Duration.ofSeconds(1);
  static final Duration EXPIRY = Duration.ofSeconds(4);
  static final Duration HOLD = Duration.ofSeconds(6);

  /** A suspend that is shorter is not told from a clock that drifts. */
  static final Duration UNNOTICED_SUSPEND = Duration.ofSeconds(1);

  private record Event(long atNanos, long order, Runnable action) implements Comparable<Event> {
    @Override
    public int compareTo(Event other) {
      return atNanos != other.atNanos
          ? Long.compare(atNanos, other.atNanos)
          : Long.compare(order, other.order);
    }
  }

  private record Told(long atNanos, String text) {}

  final long seed;
  final Random random;
  final List<SimulatedInstance> instances = new ArrayList<>();
  final SimulatedNetwork network = new SimulatedNetwork(this);
  final SimulatedWorld world = new SimulatedWorld();
  final List<Invariant> invariants = new ArrayList<>();
  private final PriorityQueue<Event> events = new PriorityQueue<>();
  private final List<Told> story = new ArrayList<>();
  private long nowNanos = 1;
  private long order;

  /** Voters that all run the first configuration. */
  Simulation(long seed, SimulatedConfiguration configuration) {
    this.seed = seed;
    this.random = new Random(seed);
    configuration.voters().forEach(voter -> add(voter, configuration));
  }

  Simulation(long seed, int voters) {
    this(seed, SimulatedConfiguration.of(voters));
  }

  SimulatedInstance add(String voter, SimulatedConfiguration configuration) {
    SimulatedInstance instance = new SimulatedInstance(this, voter, configuration);
    instances.add(instance);
    return instance;
  }

  long nowNanos() {
    return nowNanos;
  }

  void after(Duration delay, Runnable action) {
    events.add(new Event(nowNanos + Math.max(0, delay.toNanos()), order++, action));
  }

  Duration between(int leastMillis, int mostMillis) {
    return Duration.ofMillis(leastMillis + random.nextInt(mostMillis - leastMillis + 1));
  }

  SimulatedInstance instance(String name) {
    for (SimulatedInstance each : instances) {
      if (each.name.equals(name)) {
        return each;
      }
    }
    throw new IllegalArgumentException("no instance " + name);
  }

  /** All within the first three seconds, without a disk's memory. */
  void startAll() {
    instances.forEach(each -> after(between(0, 3000), () -> each.start(false)));
  }

  void run(Duration longest) {
    long end = nowNanos + longest.toNanos();
    while (!events.isEmpty() && events.peek().atNanos <= end) {
      Event event = events.remove();
      nowNanos = Math.max(nowNanos, event.atNanos);
      try {
        event.action.run();
      } catch (RuntimeException bug) {
        throw broken("a bug: " + bug, bug);
      }
    }
    nowNanos = end;
  }

  void check(SimulatedInstance instance) {
    for (Invariant invariant : invariants) {
      invariant
          .violation(this, instance)
          .ifPresent(what -> fail(invariant.name() + " at " + instance.name + ": " + what));
    }
  }

  void tell(String text) {
    story.add(new Told(nowNanos, text));
  }

  /** What happened, a line an event. */
  String story() {
    StringBuilder lines = new StringBuilder();
    story.forEach(
        each -> lines.append(String.format("%8.3f  %s%n", each.atNanos / 1e9, each.text)));
    return lines.toString();
  }

  void fail(String what) {
    throw broken(what, null);
  }

  private AssertionError broken(String what, @Nullable Throwable cause) {
    String message =
        what
            + "\nseed "
            + seed
            + ", "
            + instances.size()
            + " voters, after "
            + nowNanos / 1e9
            + " s. The same again: ./leeward test -Dtest=AgreementSimulationTest -Dleeward.seed="
            + seed
            + "\n"
            + story();
    return new AssertionError(message, cause);
  }
}
