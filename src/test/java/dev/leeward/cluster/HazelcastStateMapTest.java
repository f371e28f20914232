package dev.leeward.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leeward.topology.Instance;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
final class HazelcastStateMapTest {
  private final List<HazelcastStateMap> maps = new ArrayList<>();

  @AfterEach
  void close() {
    maps.forEach(HazelcastStateMap::close);
  }

  private static Instance instance(String name, String address, int port) {
    InetSocketAddress link = new InetSocketAddress(InetAddress.ofLiteral(address), port);
    return new Instance(name, "region", link, List.of(), false);
  }

  /** Two addresses of loopback with one pair of ports that is free on both. */
  private static List<Instance> pair() {
    while (true) {
      int port = LinkedInstances.freeAddress().getPort();
      if (isFree("127.0.0.1", port + 1) && isFree("127.0.0.2", port + 1)) {
        return List.of(instance("a", "127.0.0.1", port), instance("b", "127.0.0.2", port));
      }
    }
  }

  private static boolean isFree(String address, int port) {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.ofLiteral(address))) {
      return socket.isBound();
    } catch (IOException taken) {
      return false;
    }
  }

  private HazelcastStateMap start(String self, List<Instance> instances, Map<String, String> seen) {
    HazelcastStateMap map =
        HazelcastStateMap.start(
            new StateMapSettings(
                "test-dns", MapRoutes.of("test-dns", self, instances), Duration.ofMillis(200)),
            (key, value) -> seen.put(key, new String(value, StandardCharsets.UTF_8)));
    maps.add(map);
    return map;
  }

  private static byte[] octets(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void membersSeeEachOthersEntriesAndASurvivorIsNeverMadeToWait() {
    List<Instance> both = pair();
    Map<String, String> seenByA = new ConcurrentHashMap<>();
    Map<String, String> seenByB = new ConcurrentHashMap<>();
    HazelcastStateMap a = start("a", both, seenByA);
    a.put("ballot/a", octets("from before the member was there"));
    assertEquals(StateMapStatus.Phase.STARTING, a.status().phase());
    Eventually.becomes("a runs", () -> a.status().phase() == StateMapStatus.Phase.RUNNING);
    assertFalse(isFree("127.0.0.1", both.getFirst().linkAddress().getPort() + 1));
    assertTrue(isFree("127.0.0.2", both.getFirst().linkAddress().getPort() + 1), "bound to any");

    HazelcastStateMap b = start("b", both, seenByB);
    Eventually.becomes(
        "b is filled", () -> "from before the member was there".equals(seenByB.get("ballot/a")));
    Eventually.becomes("both members", () -> a.members().equals(List.of("a", "b")));
    b.put("ballot/b", octets("of b"));
    a.put("ballot/a", octets("newer"));
    Eventually.becomes("a sees b's", () -> "of b".equals(seenByA.get("ballot/b")));
    Eventually.becomes("b sees a's", () -> "newer".equals(seenByB.get("ballot/a")));
    // The event of what it wrote before may come behind the newer write.
    assertNotEquals("newer", seenByA.get("ballot/a"), "its newest own entry is no news");

    b.close();
    long begin = System.nanoTime();
    for (int i = 0; i < 1000; i++) {
      a.put("key/" + i % 100, octets("value " + i));
    }
    Duration took = Duration.ofNanos(System.nanoTime() - begin);
    assertTrue(took.compareTo(Duration.ofSeconds(1)) < 0, "1000 puts took " + took);
    Eventually.becomes("alone", () -> a.members().equals(List.of("a")));
    assertEquals(StateMapStatus.Phase.CLOSED, b.status().phase());
  }

  @Test
  void aPortThatIsTakenIsAnErrorToShowAndNothingElse() {
    List<Instance> both = pair();
    InetSocketAddress taken = MapRoutes.of("test-dns", "a", both).bind();
    try (ServerSocket _ = new ServerSocket(taken.getPort(), 1, taken.getAddress())) {
      HazelcastStateMap a = start("a", both, new ConcurrentHashMap<>());
      a.put("ballot/a", octets("kept"));
      Eventually.becomes("failed", () -> a.status().phase() == StateMapStatus.Phase.FAILED);
      a.put("ballot/a", octets("kept too"));
      assertEquals(1, a.status().errors());
      assertTrue(String.valueOf(a.status().lastError()).startsWith("start: "));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
