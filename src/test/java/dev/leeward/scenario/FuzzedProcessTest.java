package dev.leeward.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leeward.answer.Asked;
import dev.leeward.conformance.WickedZones;
import dev.leeward.dns.Name;
import dev.leeward.fuzz.HostilePackets;
import dev.leeward.zone.Node;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Hostile packets over real sockets at a real process: it stays alive, logs nothing, keeps its heap
 * and answers every good query between them.
 */
class FuzzedProcessTest {
  private static final long SEED = 20260105;

  /** How many packets: {@code -Dleeward.fuzz=10000000} for the long run. */
  private static final long PACKETS = Long.getLong("leeward.fuzz", 20_000);

  private static final int BETWEEN_GOOD_QUERIES = 32;
  private static final int CLIENTS = 4;
  private static final long ENOUGH_TO_SEE_A_LEAK = 500_000;
  private static final long FLAT_OCTETS = 8 << 20;
  private static final Duration START = Duration.ofSeconds(30);

  @TempDir Path folder;

  @Test
  void everyGoodQueryBetweenHostilePacketsIsAnswered() throws Exception {
    Map<String, Path> files = WickedZones.files("wicked");
    int port = Scenes.freePorts();
    try (LeewardProcess leeward = LeewardProcess.serving(files, port, folder)) {
      Scenes.await(
          "it answers",
          START,
          () -> !Scenes.addresses(port, "ns1.types.example.").contains("no answer"));
      List<RawClient> clients = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) {
        clients.add(new RawClient(port));
      }
      HostilePackets packets = new HostilePackets(SEED, names(files));
      send(packets, PACKETS / 10, clients);
      long before = liveOctets(leeward);
      send(packets, PACKETS - PACKETS / 10, clients);
      long after = liveOctets(leeward);
      clients.forEach(RawClient::close);
      System.out.println(
          "%d packets over UDP, %d good queries between them; heap after GC %d KiB, then %d KiB"
              .formatted(PACKETS, PACKETS / BETWEEN_GOOD_QUERIES, before >> 10, after >> 10));
      assertTrue(PACKETS < ENOUGH_TO_SEE_A_LEAK || after - before < FLAT_OCTETS, "flat heap");
      assertTrue(leeward.isAlive());
      assertEquals(0, leeward.stop());
      assertEquals(List.of(), unexpected(leeward.output()));
    }
  }

  private static void send(HostilePackets packets, long count, List<RawClient> clients)
      throws IOException {
    byte[] query = Asked.query("rt.types.example. A").toWire();
    byte[] answer = null;
    for (long sent = 0; sent < count; sent += BETWEEN_GOOD_QUERIES) {
      RawClient client = clients.get((int) (sent / BETWEEN_GOOD_QUERIES % CLIENTS));
      if (answer == null) {
        client.send(query);
        answer = client.receive((query[0] & 0xFF) << 8 | query[1] & 0xFF);
      }
      for (int i = 0; i < BETWEEN_GOOD_QUERIES; i++) {
        client.send(packets.next());
      }
      client.send(query);
      client.await(answer);
    }
  }

  private static List<Name> names(Map<String, Path> files) {
    return files.entrySet().stream()
        .flatMap(zone -> WickedZones.load(zone.getKey(), zone.getValue()).nodes().stream())
        .map(Node::owner)
        .toList();
  }

  /** The sum of {@code jcmd GC.class_histogram}, which collects garbage first. */
  private static long liveOctets(LeewardProcess leeward) throws IOException, InterruptedException {
    String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    Process process =
        new ProcessBuilder(jcmd, Long.toString(leeward.pid()), "GC.class_histogram").start();
    String histogram = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    String total =
        histogram.lines().filter(line -> line.startsWith("Total")).findFirst().orElse("");
    return Long.parseLong(Arrays.asList(total.split(" +")).getLast());
  }

  /** Warnings about the wicked zones are expected, nothing else above INFO is. */
  private static List<String> unexpected(String log) {
    return log.lines()
        .filter(line -> line.contains("ERROR") || line.contains("Exception"))
        .toList();
  }
}
