package dev.leeward.node;

import dev.leeward.agreement.Electorate;
import dev.leeward.agreement.Moment;
import dev.leeward.agreement.Voter;
import dev.leeward.dns.Name;
import dev.leeward.health.CheckSettings;
import dev.leeward.health.CheckTiming;
import dev.leeward.health.TcpCheck;
import dev.leeward.serving.AnswerSettings;
import dev.leeward.topology.ListedRecords;
import dev.leeward.topology.MinHealthy;
import dev.leeward.topology.Network;
import dev.leeward.topology.Region;
import dev.leeward.topology.Safety;
import dev.leeward.topology.Service;
import dev.leeward.topology.Topology;
import dev.leeward.zone.SteeredNames;
import dev.leeward.zone.TestZones;
import dev.leeward.zone.ZoneSet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.Set;

/**
 * A whole cluster in one thread under a seeded clock: instances, the network between them, two
 * regions with endpoints, and what can happen to each. The same seed gives the same run, event by
 * event.
 */
final class Simulation {
  static final String SERVICE = "www";
  static final List<String> REGIONS = List.of("us-east", "eu-west");
  static final Duration EXPIRY = Duration.ofSeconds(4);
  static final Duration HOLD = Duration.ofSeconds(6);
  private static final long START_MILLIS = 1_800_000_000_000L;
  private static final long MILLI = 1_000_000L;

  private record Event(long atNanos, long order, Runnable action) {}

  final Random random;
  final long seed;
  final List<SimulatedInstance> instances = new ArrayList<>();
  final Set<String> brokenEndpoints = new HashSet<>();
  final Set<String> hangingEndpoints = new HashSet<>();
  final List<Invariant> invariants = new ArrayList<>();
  private final Map<String, Set<String>> cut = new HashMap<>();
  private final PriorityQueue<Event> events =
      new PriorityQueue<>((a, b) ->
          a.atNanos != b.atNanos
              ? Long.compare(a.atNanos, b.atNanos)
              : Long.compare(a.order, b.order));
  private final StringBuilder story = new StringBuilder();
  private long nowNanos = 1;
  private long order;
  double loss;

  Simulation(long seed, int voters) {
    this.seed = seed;
    this.random = new Random(seed);
    for (int i = 0; i < voters; i++) {
      instances.add(new SimulatedInstance(this, "voter-" + (char) ('a' + i)));
    }
  }

  Electorate electorate() {
    List<Voter> voters =
        instances.stream().map(each -> new Voter(each.name, List.of(each.name))).toList();
    return new Electorate("simulated", voters, Electorate.majorityOf(voters.size()));
  }

  DecisionSettings settings() {
    Service service =
        new Service(
            SERVICE,
            List.of(Name.parse("www.example.com.")),
            "web",
            Service.Policy.FAILOVER,
            REGIONS,
            MinHealthy.of(1),
            Service.WhenAllDown.OPEN,
            Service.Failback.AUTOMATIC,
            HOLD,
            30,
            5,
            new Safety(1, 0.67, 10, Duration.ofSeconds(20)),
            ListedRecords.NONE);
    List<Region> regions =
        List.of(
            new Region("us-east", List.of(Network.parse("192.0.2.0/24"))),
            new Region("eu-west", List.of(Network.parse("198.51.100.0/24"))));
    String text =
        """
        @    300 SOA ns1 hostmaster 1 7200 1800 1209600 30
        @    300 NS  ns1
        ns1  300 A   203.0.113.1
        www  300 A   192.0.2.10
        www  300 A   192.0.2.11
        www  300 A   198.51.100.10
        """;
    ZoneSet zones =
        new ZoneSet(
            List.of(
                TestZones.zone(
                    "example.com.",
                    text,
                    new SteeredNames(List.of(Name.parse("www.example.com."))))));
    CheckTiming timing =
        new CheckTiming(
            Duration.ofSeconds(1),
            Duration.ofMillis(500),
            Duration.ofMillis(250),
            Duration.ofMillis(100),
            3,
            5);
    Map<String, CheckSettings> checks = Map.of("web", new TcpCheck("web", timing, 80));
    return new DecisionSettings(
        electorate(),
        null,
        Topology.of(regions, List.of(service), zones),
        zones,
        checks,
        AnswerSettings.DEFAULT);
  }

  Moment now() {
    return new Moment(nowNanos, START_MILLIS + nowNanos / MILLI);
  }

  long nowNanos() {
    return nowNanos;
  }

  void after(Duration delay, Runnable action) {
    events.add(new Event(nowNanos + Math.max(0, delay.toNanos()), order++, action));
  }

  void tell(String text) {
    story.append(String.format("%8.3f  %s%n", nowNanos / 1e9, text));
  }

  Duration between(int leastMillis, int mostMillis) {
    return Duration.ofMillis(leastMillis + random.nextInt(mostMillis - leastMillis + 1));
  }

  /** One way. */
  void cut(String from, String to) {
    cut.computeIfAbsent(from, name -> new HashSet<>()).add(to);
  }

  void healNetwork() {
    cut.clear();
    loss = 0;
  }

  /** A message that may be lost, delayed, repeated and overtaken. */
  void carry(String from, String to, java.util.function.Consumer<SimulatedInstance> arrival) {
    if (cut.getOrDefault(from, Set.of()).contains(to) || random.nextDouble() < loss) {
      return;
    }
    int copies = random.nextInt(50) == 0 ? 2 : 1;
    for (int i = 0; i < copies; i++) {
      after(between(5, 100), () -> instance(to).receive(arrival));
    }
  }

  SimulatedInstance instance(String name) {
    return instances.stream().filter(each -> each.name.equals(name)).findFirst().orElseThrow();
  }

  void run(Duration longest) {
    long end = nowNanos + longest.toNanos();
    while (!events.isEmpty() && events.peek().atNanos <= end) {
      Event event = events.remove();
      nowNanos = Math.max(nowNanos, event.atNanos);
      event.action.run();
    }
    nowNanos = end;
  }

  void check(SimulatedInstance instance) {
    for (Invariant invariant : invariants) {
      invariant
          .violation(this, instance)
          .ifPresent(what ->
              fail(invariant.getClass().getSimpleName() + " at " + instance.name + ": " + what));
    }
  }

  void fail(String what) {
    throw new AssertionError(
        "seed "
            + seed
            + ", "
            + instances.size()
            + " voters, after "
            + nowNanos / 1e9
            + " s: "
            + what
            + "\n"
            + story);
  }
}
