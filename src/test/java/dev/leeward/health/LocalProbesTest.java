package dev.leeward.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Checks that look on this host: {@code command} and {@code file}. */
@Timeout(60)
class LocalProbesTest {
  private static ProbeBench bench;
  private final Path folder;

  LocalProbesTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @BeforeAll
  static void open() {
    bench = new ProbeBench();
  }

  @AfterAll
  static void close() throws Exception {
    bench.close();
  }

  @Test
  void theExitStatusDecidesAndProvesNoPath() {
    assertEquals(Evidence.HEARSAY, ProbeBench.healthy(bench.probe(shell("exit 0"))).evidence());
    ProbeResult failed = bench.probe(shell("exit 3"));
    assertEquals("exit status 3", failed.reason());
    assertEquals(Evidence.HEARSAY, failed.evidence());
    ProbeBench.assertNoResult("the command could not tell", bench.probe(shell("exit 75")));
  }

  @Test
  void itKnowsItsTargetAndItsOwnEnvironmentAndNothingElse() throws IOException {
    Path out = folder.resolve("environment");
    CommandCheck check =
        new CommandCheck(
            List.of("/bin/sh", "-c", "env > " + out), Map.of("TOKEN", new Secret("hush")));
    ProbeBench.assertHealthy(bench.probe(check));
    List<String> environment = Files.readAllLines(out);
    assertTrue(environment.contains("LEEWARD_ENDPOINT=127.0.0.1"), environment::toString);
    assertTrue(environment.contains("LEEWARD_REGION=us-east"), environment::toString);
    assertTrue(environment.contains("TOKEN=hush"), environment::toString);
    assertFalse(environment.toString().contains("JAVA_HOME="), environment::toString);
  }

  @Test
  void oneThatHangsIsKilledWithWhatItStarted() throws Exception {
    Path pids = folder.resolve("pids");
    CheckType hanging = shell("sleep 600 & echo $! > " + pids + "; echo $$ >> " + pids + "; wait");
    assertEquals(
        new ProbeResult.TimedOut(Duration.ofSeconds(2)),
        bench.probe(hanging, Duration.ofSeconds(2)));
    List<String> started = Files.readAllLines(pids);
    assertEquals(2, started.size());
    for (String pid : started) {
      ProcessHandle.of(Long.parseLong(pid))
          .ifPresent(alive -> alive.onExit().orTimeout(10, TimeUnit.SECONDS).join());
    }
  }

  @Test
  void aProgramThatIsMissingIsNoResult() {
    ProbeResult result = bench.probe(new CommandCheck(List.of("/no/such/program"), Map.of()));
    assertTrue(result instanceof ProbeResult.LocalError, result::toString);
  }

  @Test
  void withoutPermissionNothingRuns() throws Exception {
    try (ProbeBench other = new ProbeBench()) {
      other.use(new ProbeSettings(true, "leeward-probe"));
      Path trace = folder.resolve("trace");
      ProbeBench.assertNoResult(
          "a command runs only with probes.allow-commands", other.probe(shell("touch " + trace)));
      assertFalse(Files.exists(trace));
    }
  }

  @Test
  void aCommandIsAnAbsolutePath() {
    assertThrows(IllegalArgumentException.class, () -> new CommandCheck(List.of("ls"), Map.of()));
    assertThrows(IllegalArgumentException.class, () -> new CommandCheck(List.of(), Map.of()));
  }

  @Test
  void theStateFileSaysWhatHolds() throws IOException {
    assertEquals("state file says down", state("down\n").reason());
    ProbeBench.assertHealthy(state("# all but one\ndown\n127.0.0.1 up\n"));
    ProbeBench.assertHealthy(state("down\nus-east up\n"));
    assertEquals("state file says down", state("127.0.0.1 down\nus-east up\n").reason());
    assertEquals(Evidence.HEARSAY, state("up\n").evidence());
  }

  @Test
  void whereItSaysNothingTheCheckDecides() throws IOException {
    ProbeBench.assertNoResult("state file does not name it", state("eu-west down\n"));
    Path missing = folder.resolve("missing");
    ProbeBench.assertNoResult(
        "state file is missing",
        bench.probe(new FileCheck(missing, null, FileCheck.Otherwise.UNKNOWN)));
    ProbeBench.assertHealthy(bench.probe(new FileCheck(missing, null, FileCheck.Otherwise.UP)));
    assertEquals(
        "state file is missing",
        bench.probe(new FileCheck(missing, null, FileCheck.Otherwise.DOWN)).reason());
  }

  @Test
  void oneThatIsTooOldSaysNothing() throws IOException {
    Path file = Files.writeString(folder.resolve("old"), "up\n");
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(600)));
    ProbeBench.assertHealthy(
        bench.probe(new FileCheck(file, Duration.ofHours(1), FileCheck.Otherwise.DOWN)));
    assertEquals(
        "state file is too old",
        bench.probe(new FileCheck(file, Duration.ofMinutes(1), FileCheck.Otherwise.DOWN)).reason());
  }

  @Test
  void oneThatIsNotUnderstoodIsNoResult() throws IOException {
    ProbeBench.assertNoResult(
        "line 2 of the state file is not understood", state("up\nus-east maybe\n"));
  }

  private ProbeResult state(String text) throws IOException {
    return bench.probe(file(Files.writeString(folder.resolve("state"), text), null));
  }

  private static FileCheck file(Path file, @Nullable Duration maxAge) {
    return new FileCheck(file, maxAge, FileCheck.Otherwise.UNKNOWN);
  }

  private static CommandCheck shell(String line) {
    return new CommandCheck(List.of("/bin/sh", "-c", line), Map.of());
  }
}
