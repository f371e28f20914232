package dev.leeward.cluster;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Three processes on three hosts between which only the links' port is needed. */
@Timeout(180)
final class TunnelledMapTest {
  private static final List<String> NAMES = List.of("a", "b", "c");

  private final Path folder;
  private final Map<String, Remote> running = new LinkedHashMap<>();
  private final Map<String, String> publicKeys = new LinkedHashMap<>();
  private final SeparateHosts hosts = makeHosts();

  private static SeparateHosts makeHosts() {
    try {
      return SeparateHosts.create("a", "b", "c");
    } catch (IOException e) {
      return abort("no network namespaces here: " + e.getMessage());
    }
  }

  private record Remote(Process process, Path output) {
    void tell(String order) {
      try {
        Writer orders = process.outputWriter(StandardCharsets.UTF_8);
        orders.write(order + "\n");
        orders.flush();
      } catch (IOException e) {
        throw new AssertionError(output + " is gone", e);
      }
    }

    List<String> lines() {
      try {
        return Files.readAllLines(output);
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    }

    void awaitLine(String what, Predicate<String> line) {
      Eventually.becomes(what, () -> lines().stream().anyMatch(line));
    }

    void awaitLine(String text) {
      awaitLine(text, text::equals);
    }

    /** Asks until the answer is this. */
    void awaitMembers(String... names) {
      String wanted = "members " + List.of(names);
      Eventually.becomes(
          wanted,
          () -> {
            tell("members");
            List<String> answers =
                lines().stream().filter(line -> line.startsWith("members ")).toList();
            return !answers.isEmpty() && answers.getLast().equals(wanted);
          });
    }
  }

  TunnelledMapTest(@TempDir Path folder) throws KeyFileException {
    this.folder = folder;
    for (String name : NAMES) {
      String text = KeyFile.generate(folder.resolve(name + ".key"), name);
      publicKeys.put(name, text.substring(text.indexOf(':') + 1));
    }
  }

  @AfterEach
  void end() throws InterruptedException {
    for (Remote remote : running.values()) {
      remote.process().destroyForcibly().waitFor();
    }
    hosts.close();
  }

  private Remote start(String name) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("@" + Path.of("src/main/distribution/jvm.options").toAbsolutePath());
    command.addAll(List.of("-Xmx128m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp"));
    command.add(
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
    command.addAll(List.of(RemoteMember.class.getName(), name, folder + "/" + name + ".key"));
    for (String each : NAMES) {
      command.addAll(List.of(each, hosts.address(each), String.valueOf(publicKeys.get(each))));
    }
    Path output = folder.resolve(name + ".out");
    Process process =
        new ProcessBuilder(hosts.on(name, command))
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    Remote remote = new Remote(process, output);
    running.put(name, remote);
    return remote;
  }

  @Test
  void membersShareTheMapThroughTheLinksAloneAndNobodyWaitsForOneThatVanishes() throws IOException {
    Remote a = start("a");
    a.awaitMembers("a");
    Remote b = start("b");
    Remote c = start("c");
    a.awaitMembers("a", "b", "c");
    b.awaitMembers("a", "b", "c");
    c.awaitMembers("a", "b", "c");
    c.tell("put of-c 40");
    for (int key = 0; key < 40; key++) {
      a.awaitLine("entry key/" + key + " of-c");
      b.awaitLine("entry key/" + key + " of-c");
    }
    theMembersPortIsOnNoAddressButLoopback(b);

    hosts.cutOff("a");
    long cut = System.nanoTime();
    b.tell("put after-the-cut 40");
    b.tell("ballot after-the-cut");
    c.awaitLine("ballot b after-the-cut");
    b.awaitLine("put", line -> line.startsWith("put after-the-cut "));
    Duration took = Duration.ofNanos(System.nanoTime() - cut);
    assertTrue(took.toMillis() < 1000, "ballot and 40 puts after " + took);
    b.awaitMembers("b", "c");
    c.awaitMembers("b", "c");
    for (int key = 0; key < 40; key++) {
      c.awaitLine("entry key/" + key + " after-the-cut");
    }
  }

  private void theMembersPortIsOnNoAddressButLoopback(Remote b) {
    String linkOfA = hosts.address("a");
    b.tell("reach " + linkOfA + " " + RemoteMember.PORT);
    b.awaitLine("reach " + linkOfA + " open");
    for (int port = RemoteMember.PORT + 1; port < RemoteMember.PORT + 4; port++) {
      b.tell("reach " + linkOfA + " " + port);
    }
    Eventually.becomes(
        "three tries",
        () -> b.lines().stream().filter(("reach " + linkOfA + " closed")::equals).count() == 3);
    String aliasOfA = MapRoutes.alias(RemoteMember.CLUSTER, "a").getHostAddress();
    b.tell("reach " + aliasOfA + " " + (RemoteMember.PORT + 1));
    b.awaitLine("reach " + aliasOfA + " open");
  }
}
