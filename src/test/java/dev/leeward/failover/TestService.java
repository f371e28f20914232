package dev.leeward.failover;

import dev.leeward.agreement.Decision;
import dev.leeward.agreement.OverrideEntry;
import dev.leeward.agreement.Standing;
import dev.leeward.agreement.Verdict;
import dev.leeward.dns.Name;
import dev.leeward.topology.Network;
import dev.leeward.topology.Region;
import dev.leeward.topology.Service;
import dev.leeward.topology.ServicePlan;
import dev.leeward.topology.Target;
import dev.leeward.topology.Topology;
import dev.leeward.zone.SteeredNames;
import dev.leeward.zone.TestZones;
import dev.leeward.zone.ZoneSet;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** A service over a real zone, and verdicts by address, for tests. Owned by one test. */
final class TestService {
  static final Name WWW = Name.parse("www.example.com.");
  static final Duration HOLD = Duration.ofSeconds(60);
  static final String TWO_REGIONS =
      """
      @    300 SOA  ns1 hostmaster 1 7200 1800 1209600 30
      @    300 NS   ns1
      ns1  300 A    203.0.113.1
      www  300 A    192.0.2.10
      www  300 A    192.0.2.11
      www  300 AAAA 2001:db8:1::10
      www  300 A    198.51.100.10
      www  300 AAAA 2001:db8:2::10
      www  300 TXT  "unchanged"
      """;

  final ZoneSet zones;
  final Topology topology;
  final ServicePlan plan;
  final Map<String, Verdict> verdicts = new HashMap<>();
  final Map<String, Duration> up = new HashMap<>();

  TestService(String zone, int minHealthy) {
    Service service =
        new Service(
            "www",
            List.of(WWW),
            "web",
            Service.Policy.FAILOVER,
            List.of("us-east", "eu-west"),
            minHealthy,
            Service.WhenAllDown.OPEN,
            HOLD,
            30,
            5);
    List<Region> regions =
        List.of(
            new Region(
                "us-east",
                List.of(Network.parse("192.0.2.0/24"), Network.parse("2001:db8:1::/48"))),
            new Region(
                "eu-west",
                List.of(Network.parse("198.51.100.0/24"), Network.parse("2001:db8:2::/48"))));
    zones =
        new ZoneSet(List.of(TestZones.zone("example.com.", zone, new SteeredNames(List.of(WWW)))));
    topology = Topology.of(regions, List.of(service), zones);
    plan = topology.services().getFirst();
    plan.targets().forEach(target -> verdicts.put(target.endpoint().toString(), Verdict.UP));
  }

  TestService() {
    this(TWO_REGIONS, 1);
  }

  TestService says(Verdict verdict, String... addresses) {
    for (String address : addresses) {
      verdicts.put(address, verdict);
    }
    return this;
  }

  TestService allUpFor(Duration time) {
    plan.records().forEach(record -> up.put(record.id(), time));
    return this;
  }

  Function<Target, Verdict> verdict() {
    return target -> verdicts.getOrDefault(target.endpoint().toString(), Verdict.UNDECIDED);
  }

  Decision decide(Decision standing, long term) {
    return DecisionRule.decide(
        plan, verdict(), standing, term, id -> up.getOrDefault(id, Duration.ZERO).toNanos());
  }

  Decision initial() {
    return Decision.initial("www");
  }

  Selection select(Decision decision, OverrideEntry... inForce) {
    return Selection.select(plan, decision, List.of(inForce));
  }

  static OverrideEntry drain(String region) {
    return new OverrideEntry(region, null, true, 1, "test", "test", 0, Long.MAX_VALUE);
  }

  /** A standing decision with those regions and records as given, term 1. */
  static Decision standing(Map<String, Boolean> regions, Map<String, Boolean> records, int flaps) {
    TreeMap<String, Standing> byRegion = new TreeMap<>();
    regions.forEach((name, in) -> byRegion.put(name, new Standing(in, 1, in ? 0 : flaps)));
    TreeMap<String, Standing> byRecord = new TreeMap<>();
    records.forEach((id, in) -> byRecord.put(id, new Standing(in, 1, in ? 0 : flaps)));
    return new Decision("www", 1, byRegion, byRecord);
  }
}
