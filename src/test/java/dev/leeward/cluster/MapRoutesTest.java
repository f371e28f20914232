package dev.leeward.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leeward.topology.Instance;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class MapRoutesTest {
  private static final String CLUSTER = "test-dns";

  private static Instance instance(String name, String address, int port) {
    InetSocketAddress link = new InetSocketAddress(InetAddress.ofLiteral(address), port);
    return new Instance(name, "region", link, List.of(), false);
  }

  private static Optional<String> obstacle(Instance... instances) {
    return MapRoutes.obstacle(CLUSTER, List.of(instances));
  }

  private static MapRoutes routes(String self, Instance... instances) {
    return MapRoutes.of(CLUSTER, self, List.of(instances));
  }

  @Test
  void onOneHostMembersAreBesideTheirLinksAndNeedNoTunnel() {
    MapRoutes routes =
        routes("b", instance("a", "127.0.0.1", 5801), instance("b", "127.0.0.1", 5803));
    assertFalse(routes.isTunnelled());
    assertEquals(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 5804), routes.bind());
    assertEquals(routes.bind(), routes.own());
    assertEquals(Map.of(), routes.entrances());
    assertEquals(
        Optional.of("b needs the port of its link-address and the next one for itself"),
        obstacle(instance("a", "127.0.0.1", 5801), instance("b", "127.0.0.1", 5802)));
  }

  @Test
  void onSeveralHostsEachMemberHasTheSameLoopbackAddressOnEveryHost() {
    Instance a = instance("a", "192.0.2.1", 5801);
    Instance b = instance("b", "2001:db8::2", 5811);
    MapRoutes onA = routes("a", a, b);
    MapRoutes onB = routes("b", b, a);
    assertTrue(onA.isTunnelled());
    assertEquals(onA.members(), onB.members());
    assertEquals(Map.of("b", onB.bind()), onA.entrances());
    assertEquals(Map.of("a", onA.bind()), onB.entrances());
    assertTrue(onA.bind().getAddress().isLoopbackAddress());
    assertEquals(5802, onA.bind().getPort());
    assertEquals(5812, onB.bind().getPort());
  }

  @Test
  void anInstanceThatIsAddedMovesNoOther() {
    Instance b = instance("b", "192.0.2.1", 5801);
    Instance c = instance("c", "192.0.2.2", 5801);
    MapRoutes before = routes("b", b, c);
    MapRoutes after = routes("b", instance("a", "192.0.2.3", 5801), b, c);
    assertEquals(before.bind(), after.bind());
    assertEquals(before.entrances().get("c"), after.entrances().get("c"));
  }

  @Test
  void loopbackAddressesSpreadOverTheirNetworkAndAreNeverThoseThatOthersUse() {
    Set<InetAddress> addresses = new HashSet<>();
    for (int i = 0; i < 200; i++) {
      InetAddress alias = MapRoutes.alias(CLUSTER, "voter-" + i);
      addresses.add(alias);
      byte[] octets = alias.getAddress();
      assertEquals(127, octets[0]);
      assertEquals(64, octets[1] & 0xC0, alias.toString());
      assertTrue((octets[3] & 0xFF) >= 1 && (octets[3] & 0xFF) <= 254, alias.toString());
    }
    assertTrue(addresses.size() > 190, addresses.size() + " of 200 differ");
    assertNotEquals(MapRoutes.alias(CLUSTER, "a"), MapRoutes.alias("staging", "a"));
  }

  @Test
  void whatCannotHaveAMapIsNamed() {
    Instance a = instance("a", "192.0.2.1", 5801);
    assertEquals(Optional.of("there are no peers"), obstacle(a));
    assertEquals(
        Optional.of(
            "a and b are on one host and others are not; each would need a host of its own"),
        obstacle(a, instance("b", "192.0.2.1", 5811), instance("c", "192.0.2.3", 5801)));
    assertEquals(
        Optional.of("b needs the port of its link-address and the next one"),
        obstacle(a, instance("b", "192.0.2.2", 65535)));
    assertThrows(IllegalArgumentException.class, () -> routes("a", a));
    assertThrows(
        IllegalArgumentException.class, () -> routes("x", a, instance("b", "192.0.2.2", 5801)));
  }

  @Test
  void twoNamesThatFallOnOneAddressAreAnObstacle() {
    Map<InetAddress, String> seen = new java.util.HashMap<>();
    String first = null;
    String second = "";
    for (int i = 0; first == null; i++) {
      second = "voter-" + i;
      first = seen.putIfAbsent(MapRoutes.alias(CLUSTER, second), second);
    }
    assertEquals(
        Optional.of(
            first
                + " and "
                + second
                + " happen to have one loopback address; another name for one of them helps"),
        obstacle(instance(first, "192.0.2.1", 5801), instance(second, "192.0.2.2", 5801)));
  }
}
