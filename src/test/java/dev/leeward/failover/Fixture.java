package dev.leeward.failover;

import dev.leeward.agreement.Decision;
import dev.leeward.agreement.OverrideEntry;
import dev.leeward.agreement.OverrideEntry.Kind;
import dev.leeward.agreement.Overrides;
import dev.leeward.agreement.Standing;
import dev.leeward.agreement.Verdict;
import dev.leeward.dns.Name;
import dev.leeward.topology.HostPattern;
import dev.leeward.topology.ListedRecords;
import dev.leeward.topology.MinHealthy;
import dev.leeward.topology.Network;
import dev.leeward.topology.Region;
import dev.leeward.topology.Safety;
import dev.leeward.topology.Service;
import dev.leeward.topology.ServicePlan;
import dev.leeward.topology.ServiceRecord;
import dev.leeward.topology.Target;
import dev.leeward.topology.Topology;
import dev.leeward.topology.Withdrawal;
import dev.leeward.zone.SteeredNames;
import dev.leeward.zone.TestZones;
import dev.leeward.zone.ZoneSet;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The service {@code www} in us-east (192.0.2.0/24, 2001:db8:1::/48), eu-west (198.51.100.0/24,
 * 2001:db8:2::/48) and ap-south (203.0.113.0/24), over the records that a test gives.
 */
record Fixture(Topology topology, ZoneSet zones) {
  static final Name WWW = Name.parse("www.example.com.");
  static final Name API = Name.parse("api.example.com.");
  static final Duration HOLD = Duration.ofMinutes(1);
  static final Safety SAFETY = new Safety(1, 0.67, 10, Duration.ofMinutes(10));
  static final String US = "us-east";
  static final String EU = "eu-west";
  static final String AP = "ap-south";

  /** One address in each of two regions. */
  static final String TWO_REGIONS =
      """
      www A 192.0.2.10
      www A 198.51.100.10
      """;

  static Fixture of(String records) {
    return of(records, 1);
  }

  static Fixture of(String records, int minHealthy) {
    return of(
        records,
        Service.Policy.FAILOVER,
        MinHealthy.of(minHealthy),
        Service.WhenAllDown.OPEN,
        Service.Failback.AUTOMATIC);
  }

  static Fixture of(String records, Safety safety) {
    return of(
        records,
        Service.Policy.FAILOVER,
        MinHealthy.of(1),
        Service.WhenAllDown.OPEN,
        Service.Failback.AUTOMATIC,
        safety,
        Withdrawal.AT_ONCE,
        ListedRecords.NONE);
  }

  /** With records that leave as slowly as that. */
  static Fixture of(String records, Service.Policy policy, Withdrawal withdrawal) {
    return of(
        records,
        policy,
        MinHealthy.of(1),
        Service.WhenAllDown.HOLD,
        Service.Failback.AUTOMATIC,
        SAFETY,
        withdrawal,
        ListedRecords.NONE);
  }

  static Fixture of(
      String records,
      Service.Policy policy,
      MinHealthy minHealthy,
      Service.WhenAllDown whenAllDown,
      Service.Failback failback) {
    return of(
        records,
        policy,
        minHealthy,
        whenAllDown,
        failback,
        SAFETY,
        Withdrawal.AT_ONCE,
        ListedRecords.NONE);
  }

  static Fixture of(
      String records,
      Service.Policy policy,
      MinHealthy minHealthy,
      Service.WhenAllDown whenAllDown,
      Service.Failback failback,
      Safety safety) {
    return of(
        records,
        policy,
        minHealthy,
        whenAllDown,
        failback,
        safety,
        Withdrawal.AT_ONCE,
        ListedRecords.NONE);
  }

  /** With those records listed, by region and for when all are down. */
  static Fixture of(String records, Service.WhenAllDown whenAllDown, ListedRecords listed) {
    return of(
        records,
        Service.Policy.FAILOVER,
        MinHealthy.of(1),
        whenAllDown,
        Service.Failback.AUTOMATIC,
        SAFETY,
        Withdrawal.AT_ONCE,
        listed);
  }

  private static Fixture of(
      String records,
      Service.Policy policy,
      MinHealthy minHealthy,
      Service.WhenAllDown whenAllDown,
      Service.Failback failback,
      Safety safety,
      Withdrawal withdrawal,
      ListedRecords listed) {
    SteeredNames names = new SteeredNames(List.of(WWW, API));
    String head = "$TTL 3600\n@ SOA ns h 1 1 1 1 300\n@ NS ns\nns A 192.0.2.1\n";
    ZoneSet zones = new ZoneSet(List.of(TestZones.zone("example.com.", head + records, names)));
    Service service =
        new Service(
            "www",
            names.names(),
            "web",
            policy,
            List.of(US, EU, AP),
            minHealthy,
            whenAllDown,
            failback,
            HOLD,
            60,
            5,
            safety,
            withdrawal,
            listed,
            Service.Profile.STATELESS);
    return new Fixture(Topology.of(regions(), List.of(service), zones), zones);
  }

  private static List<Region> regions() {
    return List.of(
        new Region(
            US,
            List.of(Network.parse("192.0.2.0/24"), Network.parse("2001:db8:1::/48")),
            List.of(HostPattern.parse("*.use1.example.net"))),
        new Region(
            EU,
            List.of(Network.parse("198.51.100.0/24"), Network.parse("2001:db8:2::/48")),
            List.of(HostPattern.parse("*.euw1.example.net"))),
        new Region(
            AP,
            List.of(Network.parse("203.0.113.0/24")),
            List.of(HostPattern.parse("*.aps1.example.net"))));
  }

  /** Of one or more of these records, and one or two that must be healthy. */
  static Fixture someOf(List<String> records, Random random) {
    StringBuilder text =
        new StringBuilder(records.get(random.nextInt(records.size()))).append('\n');
    records.stream()
        .filter(record -> random.nextBoolean() && text.indexOf(record + "\n") < 0)
        .forEach(record -> text.append(record).append('\n'));
    return Fixture.of(text.toString(), 1 + random.nextInt(2));
  }

  ServicePlan plan() {
    return topology.services().getFirst();
  }

  ServiceRecord record(String address) {
    return plan().records().stream()
        .filter(each -> each.target().endpoint().toString().equals(address))
        .findFirst()
        .orElseThrow();
  }

  /** Verdict down on these addresses, up on all others; everything up for ever. */
  Decision decide(Decision standing, String... down) {
    return decide(standing, Duration.ofDays(1), down);
  }

  Decision decide(Decision standing, Duration uptime, String... down) {
    return decideReleased(0, standing, uptime, down);
  }

  /** With what went out up to that term released by an operator. */
  Decision decideReleased(long upTo, Decision standing, Duration uptime, String... down) {
    return propose(
            standing,
            down(down),
            new Circumstances((service, target) -> uptime.toNanos(), true, upTo))
        .decision();
  }

  /** With any verdicts, under any circumstances. */
  Proposal propose(
      Decision standing, Function<Target, Verdict> verdicts, Circumstances circumstances) {
    return DecisionRule.decide(plan(), verdicts, standing, standing.term() + 1, circumstances);
  }

  static Function<Target, Verdict> down(String... addresses) {
    Set<String> down = Set.of(addresses);
    return target -> down.contains(target.endpoint().toString()) ? Verdict.DOWN : Verdict.UP;
  }

  static Decision initial() {
    return Decision.initial("www");
  }

  Selection select(Decision decision, OverrideEntry... overrides) {
    return Selection.select(plan(), decision, new Overrides(List.of(overrides)));
  }

  ServiceState state(Decision decision, boolean shortTtl, OverrideEntry... overrides) {
    return new ServiceState(plan(), decision, select(decision, overrides), List.of(), shortTtl);
  }

  /** The served addresses, in order of their ids. */
  List<String> served(Selection selection) {
    return plan().records().stream()
        .filter(selection::serves)
        .map(record -> record.target().endpoint().toString())
        .toList();
  }

  static OverrideEntry drain(String region) {
    return drain(region, null);
  }

  static OverrideEntry drain(String region, @Nullable String service) {
    return override(Kind.DRAIN, region, service);
  }

  static OverrideEntry pin(String region) {
    return override(Kind.PIN, region, "www");
  }

  private static OverrideEntry override(Kind kind, String region, @Nullable String service) {
    return new OverrideEntry(kind, region, service, true, 1, "ops", "upgrade", 0, Long.MAX_VALUE);
  }

  /** The same decision with the flaps of every record set. */
  static Decision withFlaps(Decision decision, int flaps) {
    TreeMap<String, Standing> records = new TreeMap<>(decision.records());
    records.replaceAll((id, each) -> new Standing(each.in(), each.sinceTerm(), flaps));
    return new Decision(decision.service(), decision.term(), decision.regions(), records);
  }
}
