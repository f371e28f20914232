package dev.leeward.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** One real process with the zone example.com, its files, and the commands that it is told. */
final class OneInstance implements AutoCloseable {
  private static final Duration START = Duration.ofSeconds(60);

  private final Path folder;
  private final int dns = Scenes.freePorts();
  private final int api = Scenes.freePorts();
  private @Nullable LeewardProcess process;

  OneInstance(Path folder) throws IOException {
    this.folder = folder;
  }

  Path zoneFile() {
    return folder.resolve("example.com.zone");
  }

  Path copy() {
    return folder.resolve("state/zones/example.com.copy");
  }

  void zone(String text) throws IOException {
    Files.writeString(zoneFile(), text);
  }

  void configuration(String inLeeward) throws IOException {
    Files.writeString(
        folder.resolve("one.conf"),
        """
        leeward {
          instance = one
          listen { dns = ["127.0.0.1:%d"], api = "127.0.0.1:%d" }
          zones = [ { origin = "example.com.", file = "example.com.zone" } ]
          %s
        }
        """
            .formatted(dns, api, inLeeward));
  }

  /** Returns when www.example.com has that address, and what leads to it. */
  void start(String... addresses) throws Exception {
    LeewardProcess started =
        LeewardProcess.start(folder.resolve("one.log"), "serve", "--config", config());
    process = started;
    Scenes.await(
        "it answers with " + List.of(addresses),
        START,
        () -> !started.isAlive() || addresses().equals(new TreeSet<>(List.of(addresses))));
    assertTrue(started.isAlive(), started.output());
  }

  void stop() throws Exception {
    if (process != null) {
      assertEquals(0, process.stop(), process.output());
    }
  }

  String config() {
    return folder.resolve("one.conf").toString();
  }

  String log() throws IOException {
    return Files.readString(folder.resolve("one.log"));
  }

  int dns() {
    return dns;
  }

  TreeSet<String> addresses() {
    return Scenes.addresses(dns, "www.example.com.");
  }

  /** A command that asks the running instance. */
  LeewardProcess tell(String command, String... arguments) throws Exception {
    List<String> all = new ArrayList<>(List.of(command, "--api", "http://127.0.0.1:" + api));
    all.addAll(List.of(arguments));
    return run(all.toArray(String[]::new));
  }

  LeewardProcess run(String... arguments) throws Exception {
    return LeewardProcess.run(folder.resolve("command.log"), arguments);
  }

  /** What {@code dig} prints about one query, which must be answered. */
  String dig(String... arguments) throws Exception {
    return ask("dig", arguments);
  }

  /** As {@link #dig}, by another program that takes its arguments. */
  String ask(String program, String... arguments) throws Exception {
    List<String> command =
        new ArrayList<>(List.of(program, "@127.0.0.1", "-p", Integer.toString(dns)));
    command.addAll(List.of(arguments));
    Process asking = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(asking.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, asking.waitFor(), output);
    return output;
  }

  @Override
  public void close() {
    if (process != null) {
      process.close();
    }
  }
}
