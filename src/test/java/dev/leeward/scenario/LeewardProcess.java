package dev.leeward.scenario;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** A real process with the flags of the distribution; what it prints goes to a file. */
final class LeewardProcess implements AutoCloseable {
  private final Process process;
  private final Path output;

  private LeewardProcess(Process process, Path output) {
    this.process = process;
    this.output = output;
  }

  /** Quick to start, and never more than it needs. */
  private static final List<String> SMALL = List.of("-Xmx256m", "-XX:TieredStopAtLevel=1");

  static LeewardProcess start(Path output, String... arguments) throws IOException {
    return start(output, SMALL, arguments);
  }

  /** As an operator runs it, with as much memory as the machine gives. */
  static LeewardProcess startLarge(Path output, String... arguments) throws IOException {
    return start(output, List.of(), arguments);
  }

  /**
   * @param flags of the JVM, beside the distribution's
   */
  static LeewardProcess start(Path output, List<String> flags, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("@" + Path.of("src/main/distribution/jvm.options").toAbsolutePath());
    command.addAll(flags);
    command.add("-cp");
    command.add(
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
    command.add("dev.leeward.Main");
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("LEEWARD"));
    builder.environment().remove("JDK_JAVA_OPTIONS");
    return new LeewardProcess(builder.start(), output);
  }

  /**
   * Serves zones on a loopback port, and nothing else.
   *
   * @param zones master files by origin
   * @param folder where configuration, state and log go
   */
  static LeewardProcess serving(Map<String, Path> zones, int port, Path folder) throws IOException {
    String entries =
        zones.entrySet().stream()
            .map(zone ->
                "{ origin = \"%s\", file = \"%s\" }".formatted(zone.getKey(), zone.getValue()))
            .collect(Collectors.joining(",\n"));
    Path config =
        Files.writeString(
            folder.resolve("leeward.conf"),
            """
            leeward {
              instance = one
              listen { dns = ["127.0.0.1:%d"], api = "127.0.0.1:%d" }
              state-directory = "%s"
              zones = [ %s ]
            }
            """
                .formatted(port, Scenes.freePorts(), folder.resolve("state"), entries));
    return start(folder.resolve("leeward.log"), "serve", "--config", config.toString());
  }

  /** Runs to its end. */
  static LeewardProcess run(Path output, String... arguments)
      throws IOException, InterruptedException {
    LeewardProcess running = start(output, arguments);
    running.process.waitFor(60, TimeUnit.SECONDS);
    return running;
  }

  int exitCode() {
    return process.exitValue();
  }

  /** What it occupies of the machine's memory. */
  long residentMiB() throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/" + process.pid() + "/status"))) {
      if (line.startsWith("VmRSS:")) {
        return Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024;
      }
    }
    throw new IOException("no VmRSS in /proc");
  }

  long pid() {
    return process.pid();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  String output() throws IOException {
    return Files.readString(output, StandardCharsets.UTF_8);
  }

  /** SIGTERM. */
  int stop() throws InterruptedException {
    process.destroy();
    process.waitFor(20, TimeUnit.SECONDS);
    return process.exitValue();
  }

  /** SIGKILL. */
  void kill() throws InterruptedException {
    process.destroyForcibly();
    process.waitFor(20, TimeUnit.SECONDS);
  }

  void signal(String name) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
