package dev.leeward.node;

import dev.leeward.agreement.Electorate;
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
import dev.leeward.topology.Withdrawal;
import dev.leeward.zone.SteeredNames;
import dev.leeward.zone.TestZones;
import dev.leeward.zone.ZoneSet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What the configuration and zone files of an instance say. Immutable: an edit makes a new one. */
final class SimulatedConfiguration {
  /** The service that most of it is about. */
  static final String WWW = "www";

  static final List<String> REGIONS = List.of("us-east", "eu-west");

  /** The first choice has two endpoints, so that one of them can die alone. */
  private static final List<String> ADDRESSES =
      List.of("192.0.2.10", "192.0.2.11", "198.51.100.10");

  private static final CheckTiming TIMING =
      CheckTiming.learning(
          Duration.ofSeconds(1), Duration.ofMillis(250), Duration.ofMillis(100), 3, 5);
  private static final Map<String, CheckSettings> CHECKS =
      Map.of("web", new CheckSettings("web", TIMING, new TcpCheck(80)));

  /** How the services behave. */
  record Behaviour(
      Service.Policy policy,
      MinHealthy minHealthy,
      Service.WhenAllDown whenAllDown,
      Service.Failback failback,
      Safety safety,
      Duration hold,
      Withdrawal withdrawal) {
    static final Behaviour USUAL =
        new Behaviour(
            Service.Policy.FAILOVER,
            MinHealthy.of(1),
            Service.WhenAllDown.OPEN,
            Service.Failback.AUTOMATIC,
            new Safety(1, 0.67, 10, Duration.ofSeconds(20)));

    Behaviour(
        Service.Policy policy,
        MinHealthy minHealthy,
        Service.WhenAllDown whenAllDown,
        Service.Failback failback,
        Safety safety) {
      this(policy, minHealthy, whenAllDown, failback, safety, Simulation.HOLD, Withdrawal.AT_ONCE);
    }

    Behaviour with(Withdrawal slower) {
      return new Behaviour(policy, minHealthy, whenAllDown, failback, safety, hold, slower);
    }
  }

  private final List<String> voters;
  private final Behaviour behaviour;
  private final TreeMap<String, List<String>> addresses;
  private final Electorate electorate;
  private final ZoneSet zones;
  private final Topology topology;

  private SimulatedConfiguration(
      List<String> voters, Behaviour behaviour, TreeMap<String, List<String>> addresses) {
    this.voters = List.copyOf(voters);
    this.behaviour = behaviour;
    this.addresses = addresses;
    this.electorate =
        new Electorate(
            "simulated",
            voters.stream().map(voter -> new Voter(voter, List.of(voter))).toList(),
            Electorate.majorityOf(voters.size()));
    List<Name> names = addresses.keySet().stream().map(SimulatedConfiguration::owner).toList();
    this.zones =
        new ZoneSet(List.of(TestZones.zone("example.com.", zoneText(), new SteeredNames(names))));
    this.topology =
        Topology.of(
            List.of(
                new Region("us-east", List.of(Network.parse("192.0.2.0/24"))),
                new Region("eu-west", List.of(Network.parse("198.51.100.0/24")))),
            addresses.keySet().stream().map(this::service).toList(),
            zones);
  }

  static SimulatedConfiguration of(int voters) {
    return of(voters, Behaviour.USUAL);
  }

  static SimulatedConfiguration of(int voters, Behaviour behaviour) {
    List<String> names =
        IntStream.range(0, voters).mapToObj(SimulatedConfiguration::voterName).toList();
    return new SimulatedConfiguration(names, behaviour, new TreeMap<>(Map.of(WWW, ADDRESSES)));
  }

  static String voterName(int number) {
    return "voter-" + (char) ('a' + number);
  }

  /** With a service beside the usual one, or with other addresses for one. */
  SimulatedConfiguration withService(String service, List<String> itsAddresses) {
    TreeMap<String, List<String>> changed = new TreeMap<>(addresses);
    changed.put(service, List.copyOf(itsAddresses));
    return new SimulatedConfiguration(voters, behaviour, changed);
  }

  SimulatedConfiguration withVoters(List<String> others) {
    return new SimulatedConfiguration(others, behaviour, addresses);
  }

  List<String> voters() {
    return voters;
  }

  List<String> addresses(String service) {
    return addresses.getOrDefault(service, List.of());
  }

  /** More than half of the voters, counted here and nowhere else. */
  int majority() {
    return voters.size() / 2 + 1;
  }

  Behaviour behaviour() {
    return behaviour;
  }

  DecisionSettings settings(@Nullable Electorate before) {
    return new DecisionSettings(
        electorate, before, topology, zones, CHECKS, AnswerSettings.DEFAULT);
  }

  private static Name owner(String service) {
    return Name.parse(service + ".example.com.");
  }

  private Service service(String name) {
    return new Service(
        name,
        List.of(owner(name)),
        "web",
        behaviour.policy(),
        REGIONS,
        behaviour.minHealthy(),
        behaviour.whenAllDown(),
        behaviour.failback(),
        behaviour.hold(),
        30,
        5,
        behaviour.safety(),
        behaviour.withdrawal(),
        ListedRecords.NONE,
        Service.Profile.STATELESS);
  }

  private String zoneText() {
    List<String> lines = new ArrayList<>();
    lines.add("@ 300 SOA ns1 hostmaster 1 7200 1800 1209600 30");
    lines.add("@ 300 NS ns1");
    lines.add("ns1 300 A 203.0.113.1");
    addresses.forEach(
        (service, all) -> all.forEach(address -> lines.add(service + " 300 A " + address)));
    return String.join("\n", lines) + "\n";
  }
}
