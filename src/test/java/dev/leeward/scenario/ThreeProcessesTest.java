package dev.leeward.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import dev.leeward.node.Keys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** Three real processes from one configuration file, two regions of real web servers. */
class ThreeProcessesTest {
  private static final List<String> INSTANCES = List.of("iad-1", "fra-1", "sin-1");
  private static final List<String> REGIONS = List.of("us-east", "eu-west", "ap-south");
  private static final Set<String> US_EAST = Set.of("127.78.1.10");
  private static final Set<String> EU_WEST = Set.of("127.78.2.10");
  private static final Duration START = Duration.ofSeconds(60);

  @TempDir Path folder;

  private final List<Integer> ports = new ArrayList<>();
  private final List<Integer> apis = new ArrayList<>();
  private final List<LeewardProcess> processes = new ArrayList<>();
  private final List<HttpServer> backends = new ArrayList<>();

  /** What they printed stays in target/three-processes, for whoever asks why. */
  @AfterEach
  void stopAll(TestInfo test) throws IOException {
    processes.forEach(LeewardProcess::close);
    Path kept =
        Files.createDirectories(
            Path.of("target", "three-processes", test.getTestMethod().orElseThrow().getName()));
    try (Stream<Path> files = Files.list(folder)) {
      for (Path log : files.filter(file -> file.toString().endsWith(".log")).toList()) {
        Files.copy(log, kept.resolve(log.getFileName()), StandardCopyOption.REPLACE_EXISTING);
      }
    }
    backends.forEach(backend -> backend.stop(0));
  }

  private void startAll() throws Exception {
    start("voter", 0, 1, 2);
  }

  /**
   * @param roleOfLast of the third instance
   * @param serving those that are to answer queries
   */
  private void start(String roleOfLast, int... serving) throws Exception {
    int backendPort = Scenes.freePorts();
    backends.add(Scenes.backend("127.78.1.10", backendPort));
    backends.add(Scenes.backend("127.78.2.10", backendPort));
    Path config = write(backendPort, roleOfLast);
    for (String instance : INSTANCES) {
      processes.add(startOne(config, instance));
    }
    Scenes.await(
        "all instances answer and hear each other",
        START,
        () -> allServe(US_EAST, serving) && settled());
  }

  private LeewardProcess startOne(Path config, String instance) throws IOException {
    return LeewardProcess.start(
        folder.resolve(instance + ".log"),
        "serve",
        "--config",
        config.toString(),
        "--instance",
        instance);
  }

  private Path write(int backendPort, String roleOfLast) throws Exception {
    StringBuilder blocks = new StringBuilder();
    for (int i = 0; i < INSTANCES.size(); i++) {
      Path key = folder.resolve(INSTANCES.get(i) + ".key");
      ports.add(Scenes.freePorts());
      apis.add(Scenes.freePorts());
      blocks.append(
          """
          %s { region = %s, role = %s, link-address = "127.0.0.1:%d", public-key = "%s", private-key-file = "%s"
               listen { dns = ["127.0.0.1:%d"], api = "127.0.0.1:%d" } }
          """
              .formatted(
                  INSTANCES.get(i),
                  REGIONS.get(i),
                  i == INSTANCES.size() - 1 ? roleOfLast : "voter",
                  Scenes.freePorts(),
                  Keys.generate(key),
                  key,
                  ports.get(i),
                  apis.get(i)));
    }
    Files.writeString(
        folder.resolve("example.com.zone"),
        """
        @    300 SOA ns1 hostmaster 1 7200 1800 1209600 30
        @    300 NS  ns1
        ns1  300 A   127.0.0.1
        www  300 A   127.78.1.10
        www  300 A   127.78.2.10
        """);
    return Files.writeString(
        folder.resolve("three.conf"),
        """
        leeward {
          cluster = scenario
          state-directory = "state/"${leeward.instance}
          instances { %s }
          zones = [ { origin = "example.com.", file = "example.com.zone" } ]
          regions { us-east { networks = ["127.78.1.0/24"] }, eu-west { networks = ["127.78.2.0/24"] } }
          checks { web { type = http, port = %d, path = "/healthz", timeout = 500ms } }
          services { www { names = ["www.example.com."], check = web, regions = [us-east, eu-west], failback { hold = 3s } } }
          probes { allow-loopback = true }
        }
        """
            .formatted(blocks, backendPort));
  }

  private boolean allServe(Set<String> addresses, int... instances) {
    for (int instance : instances) {
      if (!Scenes.addresses(ports.get(instance), "www.example.com.")
          .equals(new TreeSet<>(addresses))) {
        return false;
      }
    }
    return true;
  }

  private boolean settled() throws Exception {
    for (int i = 0; i < apis.size(); i++) {
      String status = command(i, "status", "--json").output();
      if (status.contains("\"fresh\":false")
          || status.contains("\"verdict\":\"undecided\"")
          || !status.contains("\"verdict\":\"up\"")) {
        return false;
      }
    }
    return true;
  }

  private LeewardProcess command(int instance, String... arguments) throws Exception {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.add("--api");
    all.add("http://127.0.0.1:" + apis.get(instance));
    return LeewardProcess.run(folder.resolve("command.log"), all.toArray(String[]::new));
  }

  /** What is served does not wait for a cluster: there may be none for as long as an outage. */
  @Test
  void anInstanceAnswersBeforeItsClusterIsUp() throws Exception {
    int backendPort = Scenes.freePorts();
    backends.add(Scenes.backend("127.78.1.10", backendPort));
    backends.add(Scenes.backend("127.78.2.10", backendPort));
    processes.add(startOne(write(backendPort, "voter"), INSTANCES.getFirst()));
    Scenes.await("it answers alone", START, () -> allServe(US_EAST, 0));
    String log = processes.getFirst().output();
    assertTrue(log.contains("cold-start no peer has a ledger"), log);
    Scenes.await("its API answers too", START, () -> command(0, "status").exitCode() == 0);
    String status = command(0, "status", "--json").output();
    assertTrue(status.contains("\"fresh\":false"), status);
  }

  @Test
  void whenOneInstanceIsKilledTheOtherTwoStillFailOver() throws Exception {
    startAll();
    processes.get(2).kill();
    backends.getFirst().stop(0);
    Scenes.await(
        "the survivors serve eu-west", Duration.ofSeconds(10), () -> allServe(EU_WEST, 0, 1));
    assertTrue(
        processes.get(0).output().contains("decided decision/www"), processes.get(0).output());

    // Started anew during the outage it has the ledger of before on its disk, and asks the others
    // before it answers.
    restart(2);
    assertEquals(EU_WEST, firstAnswer(2));

    assertEquals(0, processes.get(0).stop(), "SIGTERM ends it in order");
  }

  @Test
  void aRestartOfAllDuringAnOutageBeginsWithTheSecondary() throws Exception {
    startAll();
    backends.getFirst().stop(0);
    Scenes.await("all serve eu-west", Duration.ofSeconds(10), () -> allServe(EU_WEST, 0, 1, 2));
    for (LeewardProcess process : processes) {
      process.kill();
    }
    for (int instance = 0; instance < INSTANCES.size(); instance++) {
      restart(instance);
    }
    for (int instance = 0; instance < INSTANCES.size(); instance++) {
      assertEquals(EU_WEST, firstAnswer(instance), INSTANCES.get(instance));
    }
  }

  private void restart(int instance) throws Exception {
    String name = INSTANCES.get(instance);
    processes.set(
        instance,
        LeewardProcess.start(
            folder.resolve(name + "-again.log"),
            "serve",
            "--config",
            folder.resolve("three.conf").toString(),
            "--instance",
            name));
  }

  private Set<String> firstAnswer(int instance) throws Exception {
    AtomicReference<Set<String>> first = new AtomicReference<>(Set.of());
    Scenes.await(
        INSTANCES.get(instance) + " answers",
        START,
        () -> {
          first.set(Scenes.addresses(ports.get(instance), "www.example.com."));
          return !first.get().toString().contains("no answer");
        });
    return first.get();
  }

  @Test
  void anOperatorsDrainReachesEveryInstanceAndItsEndToo() throws Exception {
    startAll();
    LeewardProcess drain =
        command(1, "drain", "us-east", "--reason", "maintenance", "--for", "10m");
    assertEquals(0, drain.exitCode(), drain.output());
    assertTrue(drain.output().contains("until "), drain.output());
    assertTrue(drain.output().contains("in force on: fra-1, iad-1, sin-1"), drain.output());
    Scenes.await(
        "everyone serves eu-west", Duration.ofSeconds(5), () -> allServe(EU_WEST, 0, 1, 2));
    String explained = command(2, "explain", "www.example.com").output();
    assertTrue(explained.contains("us-east drained"), explained);
    LeewardProcess refused = command(0, "drain", "eu-west", "--reason", "too much");
    assertEquals(3, refused.exitCode(), refused.output());
    assertTrue(refused.output().contains("min-regions"), refused.output());
    assertEquals(0, command(0, "undrain", "us-east").exitCode());
    Scenes.await(
        "everyone serves us-east again", Duration.ofSeconds(5), () -> allServe(US_EAST, 0, 1, 2));
  }

  @Test
  void aPinAndAFreezeReachEveryInstanceAndTheDeathOfARegionWaitsForTheThaw() throws Exception {
    startAll();
    assertEquals(0, command(0, "pin", "www", "eu-west", "--reason", "a test").exitCode());
    Scenes.await("everyone is pinned", Duration.ofSeconds(5), () -> allServe(EU_WEST, 0, 1, 2));
    assertEquals(0, command(1, "unpin", "www").exitCode());
    Scenes.await("nobody is pinned", Duration.ofSeconds(5), () -> allServe(US_EAST, 0, 1, 2));

    assertEquals(0, command(2, "freeze", "--reason", "a storm").exitCode());
    backends.getFirst().stop(0);
    Scenes.await(
        "its death is known everywhere",
        Duration.ofSeconds(10),
        () -> command(0, "status").output().contains("down"));
    String status = command(0, "status").output();
    assertTrue(status.contains("STOPPED - frozen by "), status);
    String explained = command(1, "explain", "www.example.com").output();
    assertTrue(explained.contains("freeze"), explained);
    assertTrue(allServe(US_EAST, 0, 1, 2), "frozen");
    assertEquals(0, command(0, "thaw").exitCode());
    Scenes.await("everyone fails over", Duration.ofSeconds(5), () -> allServe(EU_WEST, 0, 1, 2));
  }

  @Test
  void aWitnessServesNothingAndItsVoteStillMakesTheQuorum() throws Exception {
    start("witness", 0, 1);
    assertTrue(Scenes.addresses(ports.get(2), "www.example.com.").toString().contains("no answer"));
    assertTrue(command(2, "status").output().contains("this instance witness"));
    processes.get(1).kill();
    backends.getFirst().stop(0);
    Scenes.await("the other one fails over", Duration.ofSeconds(10), () -> allServe(EU_WEST, 0));
  }
}
