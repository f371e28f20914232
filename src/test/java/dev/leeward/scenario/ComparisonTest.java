package dev.leeward.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That src/bench/compare still works; what it measures here means nothing, and decides nothing. */
class ComparisonTest {
  private static final int PATIENCE_SECONDS = 300;

  @Test
  void leewardAndNsdAreMeasuredSideBySide(@TempDir Path folder) throws Exception {
    assumeTrue(PeerServer.isInstalled("nsd"), "nsd is not installed");
    assumeTrue(isOnPath("python3"), "python3 is not installed");
    assumeTrue(isOnPath("cc"), "no C compiler is installed");
    assumeTrue(Runtime.getRuntime().availableProcessors() > 1, "two CPUs are needed");
    boolean overTcp = isOnPath("dnsperf");
    Path said = folder.resolve("said");
    List<String> command =
        new ArrayList<>(List.of("src/bench/compare", "saturated", "rate", "steered"));
    if (overTcp) {
      command.add("tcp");
    }
    command.addAll(List.of("--names", "100", "--rounds", "1", "--restarts", "1", "--tries", "1"));
    command.addAll(List.of("--seconds", "0.3", "--warm-up", "0.3", "--rate", "1000"));
    command.addAll(List.of("--peers", "nsd", "--at-once", "--out", folder.toString()));
    command.addAll(List.of("--leeward", leeward()));
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile()).start();
    try {
      assertTrue(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS), "still running");
    } finally {
      process.destroy();
    }
    String report = Files.readString(said);
    assertEquals(0, process.exitValue(), report);
    assertTrue(report.contains("| leeward : nsd |"), report);
    assertTrue(report.contains("| leeward-steered : leeward |"), report);
    assertEquals(overTcp, report.contains("## TCP"), report);
    assertTrue(Files.readString(folder.resolve("saturated-100.svg")).contains("</svg>"), report);
  }

  private static String leeward() {
    return String.join(
        " ",
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "@" + Path.of("src/main/distribution/jvm.options").toAbsolutePath(),
        "-Xmx256m",
        "-cp",
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
        "dev.leeward.Main");
  }

  private static boolean isOnPath(String program) {
    return List.of(System.getenv("PATH").split(":")).stream()
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }
}
