package dev.leeward.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leeward.control.AvailabilityView;
import dev.leeward.control.AvailabilityView.AskedView;
import dev.leeward.control.Operations;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three real instances in one process ask each other; the third serves another zone. */
class AvailabilityOnThreeInstancesTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int LOWEST_PORT = 10_000;
  private static final int HIGHEST_PORT = 32_000;
  private static final List<String> NAMES = List.of("iad-1", "fra-1", "sin-1");
  private static final List<String> REGIONS = List.of("us-east", "eu-west", "ap-south");

  @TempDir Path folder = Path.of("");

  private final Map<String, Node> nodes = new LinkedHashMap<>();

  @AfterEach
  void stop() {
    nodes.values().forEach(Node::close);
  }

  private static int freePort() {
    while (true) {
      int port = ThreadLocalRandom.current().nextInt(LOWEST_PORT, HIGHEST_PORT);
      if (isFree(port) && isFree(port + 1)) {
        return port;
      }
    }
  }

  private static boolean isFree(int port) {
    try (ServerSocket tcp = new ServerSocket(port)) {
      return tcp.isBound();
    } catch (IOException taken) {
      return false;
    }
  }

  private void zone(String name, String address) throws IOException {
    Files.writeString(
        folder.resolve(name + ".zone"),
        """
        @    300 SOA ns1 hostmaster 1 7200 1800 1209600 30
        @    300 NS  ns1
        ns1  300 A   127.0.0.1
        www  300 A   %s
        www  300 A   127.79.2.10
        """
            .formatted(address));
  }

  private Path write() throws Exception {
    StringBuilder blocks = new StringBuilder();
    for (int i = 0; i < NAMES.size(); i++) {
      Path key = folder.resolve(NAMES.get(i) + ".key");
      blocks.append(
          """
          %s { region = %s, link-address = "127.0.0.1:%d", public-key = "%s", private-key-file = "%s"
               listen { dns = ["127.0.0.1:%d"], api = "127.0.0.1:%d" } }
          """
              .formatted(
                  NAMES.get(i),
                  REGIONS.get(i),
                  freePort(),
                  Keys.generate(key),
                  key,
                  freePort(),
                  freePort()));
    }
    zone("iad-1", "127.79.1.10");
    zone("fra-1", "127.79.1.10");
    zone("sin-1", "127.79.1.99");
    Files.writeString(folder.resolve("state.txt"), "up\n");
    return Files.writeString(
        folder.resolve("three.conf"),
        """
        leeward {
          cluster = availability
          state-directory = "state/"${leeward.instance}
          instances { %s }
          zones = [ { origin = "example.com.", file = ${leeward.instance}".zone" } ]
          regions { us-east { networks = ["127.79.1.0/24"] }, eu-west { networks = ["127.79.2.0/24"] } }
          checks { web { type = file, file = "state.txt", timeout = 500ms } }
          services { www { names = ["www.example.com."], check = web, regions = [us-east, eu-west] } }
          probes { allow-loopback = true }
          availability { enabled = true, interval = 1s, timeout = 500ms, objective = 0.9 }
        }
        """
            .formatted(blocks));
  }

  private void start(Path config, String name) throws StartRefused {
    nodes.put(
        name,
        Node.start(
            new NodeOptions(
                config, Optional.of(name), Map.of(), true, null, LoopEvents.NONE, wish -> {})));
  }

  private void close(String name) {
    Objects.requireNonNull(nodes.remove(name)).close();
  }

  private Operations observer() {
    return Objects.requireNonNull(nodes.get("iad-1")).operations();
  }

  private AvailabilityView view() {
    return observer().availability();
  }

  private AskedView asked(String instance) {
    return view().asked().stream()
        .filter(each -> each.instance().equals(instance))
        .findFirst()
        .orElseThrow();
  }

  private void await(String what, BooleanSupplier condition) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      assertTrue(System.nanoTime() - end < 0, () -> "never: " + what + "; " + view());
      LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
    }
  }

  @Test
  void whatOthersAnswerIsCountedAndSilenceOnlyWhileAnyAnswers() throws Exception {
    Path config = write();
    for (String name : NAMES) {
      start(config, name);
    }
    await("good answers", () -> asked("fra-1").good() > 0);
    await("wrong answers", () -> "wrong".equals(asked("sin-1").last()));
    assertEquals(0, asked("sin-1").good());
    assertTrue(view().observing());

    close("fra-1");
    await("silence is counted", () -> asked("fra-1").bad() > 0);
    String last = asked("fra-1").last();
    assertTrue("refused".equals(last) || "silent".equals(last), String.valueOf(last));

    close("sin-1");
    await("nobody is heard", () -> !view().observing());
    // What was asked before is judged before: from then on nothing more may count.
    long atStart = asked("sin-1").unjudged();
    await("that is no answer of anybody's", () -> asked("sin-1").unjudged() > atStart);
    long counted = view().services().getFirst().good() + view().services().getFirst().bad();
    long unjudged = asked("fra-1").unjudged();
    await("more says nothing", () -> asked("fra-1").unjudged() > unjudged + 2);
    AvailabilityView.ServiceView www = view().services().getFirst();
    assertEquals(counted, www.good() + www.bad());
    assertTrue(
        observer().status().warnings().stream()
            .anyMatch(each -> each.startsWith("no other instance's public address answers")));

    close("iad-1");
    start(config, "iad-1");
    await("the counts are read", () -> view().services().getFirst().good() == www.good());
  }
}
