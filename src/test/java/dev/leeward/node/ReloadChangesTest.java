package dev.leeward.node;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.leeward.config.Loaded;
import dev.leeward.dns.Name;
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
import dev.leeward.zone.Zone;
import dev.leeward.zone.ZoneSet;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ReloadChangesTest {
  private static final SteeredNames STEERED =
      new SteeredNames(List.of(Name.parse("www.example.com."), Name.parse("api.example.com.")));
  private static final Loaded NOTHING = loaded(List.of(), zones());

  private static Zone zone(String origin, int serial, String records) {
    String head = "$TTL 300\n@ SOA ns.example. h.example. %d 1 1 1 30\n@ NS ns.example.\n";
    return TestZones.zone(origin, head.formatted(serial) + records, STEERED);
  }

  private static ZoneSet zones(Zone... zones) {
    return new ZoneSet(List.of(zones));
  }

  private static Service service(String name) {
    return new Service(
        name,
        List.of(Name.parse(name + ".example.com.")),
        "web",
        Service.Policy.FAILOVER,
        List.of("us"),
        MinHealthy.of(1),
        Service.WhenAllDown.OPEN,
        Service.Failback.AUTOMATIC,
        Duration.ofMinutes(1),
        30,
        5,
        new Safety(1, 0.67, 10, Duration.ofMinutes(10)),
        Withdrawal.AT_ONCE,
        ListedRecords.NONE,
        Service.Profile.STATELESS);
  }

  private static Loaded loaded(List<String> services, ZoneSet zones) {
    List<Region> regions = List.of(new Region("us", List.of(Network.parse("192.0.2.0/24"))));
    Topology topology =
        Topology.of(regions, services.stream().map(ReloadChangesTest::service).toList(), zones);
    return new Loaded(null, zones, Set.of(), topology, List.of());
  }

  private static Loaded serving(Zone... zones) {
    return loaded(List.of(), zones(zones));
  }

  private static void assertChanges(Loaded before, Loaded after, String... expected) {
    Stream<String> changes = ReloadChanges.between(before, after).stream();
    assertEquals(Arrays.stream(expected).sorted().toList(), changes.sorted().toList());
  }

  @Test
  void aZoneThatWasServedFromItsCopyIsServedFromItsFileAgain() {
    Zone zone = zone("example.com.", 1, "");
    Set<Name> copies = Set.of(zone.origin());
    assertChanges(
        new Loaded(null, zones(zone), copies, Topology.EMPTY, List.of()),
        serving(zone),
        "zone example.com. is served from its file again");
  }

  @Test
  void whatIsTheSameIsNoChange() {
    assertChanges(NOTHING, NOTHING);
    assertChanges(
        serving(zone("example.com.", 1, "a A 192.0.2.1\nb A 192.0.2.2\n")),
        serving(zone("example.com.", 1, "b A 192.0.2.2\na A 192.0.2.1\n")));
  }

  @Test
  void zonesComeAndGo() {
    Loaded com = serving(zone("example.com.", 1, ""));
    Loaded net = serving(zone("example.net.", 2, ""));
    assertChanges(NOTHING, com, "zone example.com. is new, serial 1");
    assertChanges(com, NOTHING, "zone example.com. is gone");
    assertChanges(com, net, "zone example.net. is new, serial 2", "zone example.com. is gone");
  }

  @Test
  void aZoneThatIsConfiguredAndNotReadyIsNotGone() {
    ZoneSet notReady = new ZoneSet(List.of(), Set.of(Name.parse("example.com.")));
    assertChanges(serving(zone("example.com.", 1, "")), loaded(List.of(), notReady));
  }

  @Test
  void anEditIsToldWithItsSerialsAndHowManyRecordsItAddsOrTakes() {
    Loaded before = serving(zone("example.com.", 1, "a A 192.0.2.1\n"));
    assertChanges(
        before,
        serving(zone("example.com.", 2, "a A 192.0.2.9\n")),
        "zone example.com. serial 1 -> 2");
    assertChanges(
        before,
        serving(zone("example.com.", 3, "a A 192.0.2.1\nb A 192.0.2.2\nc A 192.0.2.3\n")),
        "zone example.com. serial 1 -> 3, +2 records");
    assertChanges(
        before,
        serving(zone("example.com.", 0, "")),
        "zone example.com. serial 1 -> 0, -1 records");
  }

  @Test
  void anEditWithoutANewSerialIsAChangeAllTheSame() {
    assertChanges(
        serving(zone("example.com.", 1, "a A 192.0.2.1\n")),
        serving(zone("example.com.", 1, "a A 192.0.2.2\n")),
        "zone example.com. changed, serial still 1");
  }

  @Test
  void servicesAndWhatIsProbedComeAndGo() {
    ZoneSet zones = zones(zone("example.com.", 1, "www A 192.0.2.1\napi A 192.0.2.2\n"));
    Loaded www = loaded(List.of("www"), zones);
    Loaded both = loaded(List.of("www", "api"), zones);
    assertChanges(www, both, "service api is new", "target 192.0.2.2/web is new");
    assertChanges(both, www, "service api is gone", "target 192.0.2.2/web is gone");
  }
}
