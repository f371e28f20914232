package dev.leeward.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.leeward.agreement.Ledger;
import dev.leeward.agreement.Overrides;
import dev.leeward.agreement.Verdict;
import dev.leeward.control.SimulateView;
import dev.leeward.dns.Name;
import dev.leeward.failover.Circumstances;
import dev.leeward.failover.Foresight;
import dev.leeward.failover.Loss;
import dev.leeward.failover.Prospect;
import dev.leeward.health.Evidence;
import dev.leeward.health.OpinionFilter;
import dev.leeward.health.ProbeRecord;
import dev.leeward.health.ProbeResult;
import dev.leeward.health.TargetHealth;
import dev.leeward.topology.Endpoint;
import dev.leeward.topology.ListedRecords;
import dev.leeward.topology.MinHealthy;
import dev.leeward.topology.Network;
import dev.leeward.topology.Region;
import dev.leeward.topology.Safety;
import dev.leeward.topology.Service;
import dev.leeward.topology.Target;
import dev.leeward.topology.Topology;
import dev.leeward.topology.Withdrawal;
import dev.leeward.zone.SteeredNames;
import dev.leeward.zone.TestZones;
import dev.leeward.zone.ZoneSet;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How much of what endpoints tell is left after a loss. */
class CapacitiesTest {
  private static final SteeredNames NAMES =
      new SteeredNames(List.of(Name.parse("www.example.com.")));
  private static final ZoneSet ZONES =
      new ZoneSet(
          List.of(
              TestZones.zone(
                  "example.com.",
                  """
                  $TTL 300
                  @ SOA ns h 1 1 1 1 300
                  @ NS ns
                  ns A 203.0.113.1
                  www A 192.0.2.10
                  www A 192.0.2.11
                  www A 198.51.100.10
                  www A 198.51.100.11
                  """,
                  NAMES)));
  private static final Topology TOPOLOGY =
      Topology.of(
          List.of(
              new Region("us-east", List.of(Network.parse("192.0.2.0/24")), List.of()),
              new Region("eu-west", List.of(Network.parse("198.51.100.0/24")), List.of())),
          List.of(
              new Service(
                  "www",
                  NAMES.names(),
                  "web",
                  Service.Policy.FAILOVER,
                  List.of("us-east", "eu-west"),
                  MinHealthy.of(1),
                  Service.WhenAllDown.OPEN,
                  Service.Failback.AUTOMATIC,
                  Duration.ofMinutes(1),
                  60,
                  5,
                  new Safety(1, 0.67, 10, Duration.ofMinutes(10)),
                  Withdrawal.AT_ONCE,
                  ListedRecords.NONE,
                  Service.Profile.STATELESS)),
          ZONES);

  private static Endpoint at(String address, String region) {
    return new Endpoint(InetAddress.ofLiteral(address), region);
  }

  private static TargetHealth telling(Endpoint endpoint, double capacity, ProbeResult... later) {
    ProbeResult told =
        new ProbeResult.Healthy(
            Duration.ZERO, Evidence.ANSWER, new ProbeResult.Notes(null, capacity));
    OpinionFilter filter = new OpinionFilter(1, 1, 0);
    filter.apply(told, 0);
    for (ProbeResult each : later) {
      filter.apply(each, 0);
    }
    return new TargetHealth(
        new Target(endpoint, "web"),
        filter.opinion(),
        List.of(new ProbeRecord(1, 0, 0, told)),
        0,
        Duration.ofSeconds(1));
  }

  private static Prospect losing(Loss loss) {
    return new Foresight(ZONES, Ledger.EMPTY, Overrides.NONE, true)
        .after(
            loss,
            TOPOLOGY.services().getFirst(),
            target -> Verdict.UP,
            new Circumstances((service, target) -> Duration.ofDays(1).toNanos(), true, 0));
  }

  @Test
  void clientsHaveWhatTheServedEndpointsThatAreLeftTell() throws Exception {
    Loss loss = Loss.of(List.of("us-east"), TOPOLOGY, Map.of());
    Capacities capacities =
        Capacities.of(
            List.of(
                telling(at("192.0.2.10", "us-east"), 30),
                telling(at("192.0.2.11", "us-east"), 10),
                telling(at("198.51.100.10", "eu-west"), 12.5)));
    assertEquals(new SimulateView.Capacity(40, 12.5, 1), capacities.of(losing(loss), loss));
  }

  @Test
  void whereNoneTellsThereIsNothingToTell() throws Exception {
    Loss loss = Loss.of(List.of("us-east"), TOPOLOGY, Map.of());
    assertNull(Capacities.UNKNOWN.of(losing(loss), loss));
  }

  @Test
  void whatADeadEndpointToldIsGone() {
    TargetHealth dead =
        telling(
            at("192.0.2.10", "us-east"),
            30,
            new ProbeResult.Failed("connection refused", Duration.ZERO));
    assertEquals(Capacities.UNKNOWN, Capacities.of(List.of(dead)));
  }

  @Test
  void aHostHasWhatItsAddressesHave() {
    Endpoint host = new Endpoint(Name.parse("lb.example.net."), "us-east");
    assertEquals(
        new Capacities(Map.of("lb.example.net./web", 12.0)),
        Capacities.of(
            List.of(
                telling(Endpoint.at(host, InetAddress.ofLiteral("192.0.2.1")), 5),
                telling(Endpoint.at(host, InetAddress.ofLiteral("192.0.2.2")), 7))));
  }
}
