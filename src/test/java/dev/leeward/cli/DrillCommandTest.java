package dev.leeward.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leeward.control.ApiServer;
import dev.leeward.control.ApiSettings;
import dev.leeward.control.CommandResult;
import dev.leeward.control.Commands;
import dev.leeward.control.FakeOperations;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code leeward drill} against a real API. */
final class DrillCommandTest {
  private record Ran(int code, String out, String err) {}

  private static final String REPORT = "# Drill " + FakeOperations.DRILL + ": completed\n";

  @TempDir Path folder = Path.of("");
  private final FakeOperations operations = new FakeOperations();
  private final Vertx vertx = Vertx.vertx();
  private ApiServer api;

  @BeforeEach
  void start() throws IOException {
    InetSocketAddress any = new InetSocketAddress("127.0.0.1", 0);
    api = ApiServer.start(new ApiSettings(any, null), operations, vertx);
  }

  @AfterEach
  void stop() {
    api.close();
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  private Ran drill(String... arguments) {
    List<String> all = new ArrayList<>(List.of("drill"));
    all.addAll(List.of(arguments));
    all.addAll(List.of("--api", "http://127.0.0.1:" + api.port()));
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code =
        Leeward.run(
            all.toArray(String[]::new), new PrintWriter(out, true), new PrintWriter(err, true));
    return new Ran(code, out.toString(), err.toString());
  }

  @Test
  void itWaitsForTheReportPrintsItAndKeepsIt() throws IOException {
    Path markdown = folder.resolve("report.md");
    Ran ran = drill("us-east", "--for", "2m", "--reason", "game day", "--out", markdown.toString());
    assertEquals(new Ran(ExitCode.DONE, REPORT, ran.err()), ran);
    assertEquals(REPORT, Files.readString(markdown));
    Commands.Drill asked = (Commands.Drill) operations.commands.getFirst();
    assertEquals(120, asked.lasts().toSeconds());
    assertEquals("us-east", asked.region());
    assertTrue(ran.err().contains("leeward drill --show " + FakeOperations.DRILL), ran.err());
  }

  @Test
  void theReportIsJsonWhereTheFileIsCalledSo() throws IOException {
    Path json = folder.resolve("report.json");
    assertEquals(
        ExitCode.DONE, drill("--show", FakeOperations.DRILL, "--out", json.toString()).code());
    assertTrue(Files.readString(json).contains("\"state\" : \"completed\""));
  }

  @Test
  void whatStandsAgainstItIsToldAndTheCommandFails() {
    operations.result =
        new CommandResult.Refused(
            "min-regions", List.of("min-regions: nothing would be left"), "see leeward status");
    Ran ran = drill("us-east", "--for", "2m", "--reason", "game day");
    assertEquals(ExitCode.REFUSED, ran.code());
    assertEquals(
        "leeward: min-regions: nothing would be left\nleeward: min-regions; see leeward status\n",
        ran.err());
  }

  @Test
  void theKeptOnesAreListed() {
    assertEquals(
        """
        DRILL                     STATE      ANSWERED  RETURNED  OBJECTIVE  BY
        20260301T030000Z-us-east  completed  0.1s      0.2s      met        ann
        """,
        drill("--list").out());
  }

  @Test
  void anUnknownOneIsRefused() {
    Ran ran = drill("--show", "of-yesterday");
    assertEquals(ExitCode.REFUSED, ran.code());
    assertTrue(ran.err().contains("there is no report of a drill of-yesterday"), ran.err());
  }

  @Test
  void theOneThatRunsIsStoppedWithAReason() {
    assertEquals(ExitCode.WRONG_USAGE, drill("--stop").code());
    assertEquals(ExitCode.DONE, drill("--stop", "--reason", "enough").code());
    assertEquals("enough", ((Commands.Release) operations.commands.getFirst()).reason());
  }

  @Test
  void aDryRunTellsWhatWouldChangeAndWaitsForNoReport() {
    operations.result =
        new CommandResult.Accepted(
            true, List.of("drill of us-east"), List.of(), List.of(), null, null, null);
    Ran ran = drill("us-east", "--for", "2m", "--reason", "game day", "--dry-run");
    assertEquals(
        new Ran(ExitCode.DONE, "dry run: nothing was changed\ndrill of us-east\n", ""), ran);
    assertEquals(ExitCode.DONE, drill("--stop", "--reason", "enough", "--dry-run").code());
    assertTrue(operations.conditions.stream().allMatch(Commands.Conditions::dryRun));
  }

  @Test
  void theLedgerThatItIsMeantForGoesWithIt() {
    drill("us-east", "--for", "2m", "--reason", "game day", "--if-match", "ab12");
    drill("--stop", "--reason", "enough", "--if-match", "cd34");
    assertEquals(
        List.of(Set.of("ab12"), Set.of("cd34")),
        operations.conditions.stream().map(Commands.Conditions::ledgers).toList());
  }

  @Test
  void oneThatIsTooLongIsRefusedInAnOperatorsWords() {
    Ran ran = drill("us-east", "--for", "9h", "--reason", "x");
    assertEquals(ExitCode.WRONG_USAGE, ran.code());
    assertEquals(
        "leeward: Invalid value for option '--for': '9h' is longer than the 4h that are allowed; give"
            + " at most 4h, or drain the region: leeward drain REGION --for D; see: leeward drill"
            + " --help\n",
        ran.err());
    assertEquals(List.of(), operations.commands);
  }

  @Test
  void whatChangesNothingHasNoDryRun() {
    assertEquals(ExitCode.WRONG_USAGE, drill("--list", "--dry-run").code());
    assertEquals(
        ExitCode.WRONG_USAGE, drill("--show", FakeOperations.DRILL, "--if-match", "ab").code());
  }

  @Test
  void aDrillWithoutRegionTimeOrReasonIsWrongUsage() {
    assertEquals(ExitCode.WRONG_USAGE, drill().code());
    assertEquals(ExitCode.WRONG_USAGE, drill("us-east", "--reason", "x").code());
    assertEquals(ExitCode.WRONG_USAGE, drill("us-east", "--for", "2m").code());
    assertEquals(ExitCode.WRONG_USAGE, drill("us-east", "--for", "2", "--reason", "x").code());
    assertEquals(List.of(), operations.commands);
  }
}
