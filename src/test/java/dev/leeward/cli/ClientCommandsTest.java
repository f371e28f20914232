package dev.leeward.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leeward.control.ApiServer;
import dev.leeward.control.ApiSettings;
import dev.leeward.control.Commands;
import dev.leeward.control.FakeOperations;
import dev.leeward.control.TokenFile;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Client commands against a real API, and what is wrong before one is asked. */
final class ClientCommandsTest {
  /** How a command ended and what it printed. */
  private record Ran(int code, String out, String err) {}

  @TempDir Path folder = Path.of("");
  private final FakeOperations operations = new FakeOperations();
  private final Vertx vertx = Vertx.vertx();
  private ApiServer api;

  @BeforeEach
  void start() throws IOException {
    api = start(null);
  }

  private ApiServer start(@org.jspecify.annotations.Nullable Path token) throws IOException {
    ApiSettings settings = new ApiSettings(new InetSocketAddress("127.0.0.1", 0), token);
    return ApiServer.start(settings, operations, vertx);
  }

  @AfterEach
  void stop() {
    api.close();
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  private static Ran run(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code = Leeward.run(arguments, new PrintWriter(out, true), new PrintWriter(err, true));
    return new Ran(code, out.toString(), err.toString());
  }

  private static Ran ask(ApiServer server, String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--api", "http://127.0.0.1:" + server.port()));
    return run(all.toArray(String[]::new));
  }

  @Test
  void statusTellsWhatADrainOverridesAndForHowLong() {
    Ran ran = ask(api, "status");
    assertTrue(
        ran.out().contains("us-east  all      2026-01-02T07:00:00.000Z  ann  disk swap"),
        ran.out());
  }

  @Test
  void probeTellsEachStep() {
    Ran ran = ask(api, "probe", "192.0.2.10", "--check", "deep");
    assertEquals(
        """
        192.0.2.10/web by deep from one
           0.000  address 192.0.2.10
           0.041  status 500
           0.042  failed
                  reason: status 500, expected 200-299
        """,
        ran.out());
    assertEquals(ExitCode.DONE, ran.code());
    assertEquals(
        ExitCode.WARNINGS, ask(api, "probe", "192.0.2.10", "--check", "deep", "--strict").code());
    Ran forbidden = ask(api, "probe", "127.0.0.1");
    assertEquals(ExitCode.REFUSED, forbidden.code());
    assertTrue(forbidden.out().contains("reason: a loopback address"), forbidden.out());
    Ran unknown = ask(api, "probe", "192.0.2.99");
    assertEquals(ExitCode.REFUSED, unknown.code());
    assertTrue(unknown.err().contains("nothing-probed"), unknown.err());
  }

  @Test
  void statusTellsWhatASafetyRuleRefuses() {
    Ran ran = ask(api, "status");
    assertTrue(
        ran.out().contains("www: refused: max-changes: us-east waits: 10 changes within 600s\n"),
        ran.out());
  }

  @Test
  void everyOverrideHasItsCommandAndItsEnd() {
    for (String command :
        List.of(
            "pin www eu-west --reason x --for 10m",
            "unpin www",
            "freeze --reason x --permanent",
            "thaw --reason y",
            "failback www")) {
      Ran ran = ask(api, command.split(" "));
      assertEquals(0, ran.code(), ran.err());
      assertTrue(ran.out().contains("in force on: "), ran.out());
    }
    assertEquals(5, operations.commands.size());
    Commands.Pin pin = (Commands.Pin) operations.commands.getFirst();
    assertEquals(Duration.ofMinutes(10), pin.lasts());
    assertEquals("eu-west", pin.region());
    assertNull(((Commands.Freeze) operations.commands.get(2)).lasts());
    assertEquals(ExitCode.WRONG_USAGE, run("pin", "www", "eu-west").code());
    assertEquals(ExitCode.WRONG_USAGE, run("failback").code());
  }

  @Test
  void theOutputIsTheSameInEveryLocale() {
    Locale before = Locale.getDefault();
    String plain = ask(api, "status").out();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
      assertEquals(plain, ask(api, "status").out());
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void statusOfTargetsTellsTheLastProbesAndTheNextTurn() {
    String[] lines = ask(api, "status", "--targets").out().split("\n", -1);
    assertEquals(
        "TARGET REGION OPINION SINCE STREAK TIMEOUT NEXT CAPACITY LAST PROBES, NEWEST FIRST LAST"
            + " FAILURE",
        lines[0].replaceAll(" +", " "));
    assertEquals(
        "192.0.2.10/web us-east up? 90.0s 1 failure 400ms -1.5s 12.5 SILENT:200ms 41ms no answer"
            + " within 200 ms",
        lines[1].replaceAll(" +", " "));
  }

  @Test
  void simulateTellsWhatALossWouldDo() {
    Ran ran = ask(api, "simulate", "--lose", "us-east", "--lose", "two");
    assertEquals(ExitCode.DONE, ran.code(), ran.err());
    assertEquals(
        """
        without region us-east: 1 of 2 voters, quorum 2
        nothing would be decided: no quorum: 1 of 2 voters; the last agreed state is held

        SERVICE  SERVES   WOULD SERVE  WHY          SEEN        CLIENTS
        www      us-east  eu-west      failed-over  1.6s, 4.6s  35.0s
        www: refused: max-changes: eu-west waits
        www: nothing left that works: api.example.com. A
        www: the served region has none: www.example.com. AAAA
        www: capacity 40.0 -> 12.5, and 1 endpoint that tells none
        SEEN: where endpoints refuse, where they are silent; CLIENTS: until the last cache forgets
        """,
        ran.out());
    Ran unknown = ask(api, "simulate", "--lose", "moon");
    assertEquals(ExitCode.REFUSED, unknown.code());
    assertTrue(unknown.err().contains("moon is no region"), unknown.err());
    assertEquals(ExitCode.WRONG_USAGE, ask(api, "simulate").code());
  }

  @Test
  void explainTellsDecisionAndVotes() {
    Ran ran = ask(api, "explain", "www.example.com");
    assertEquals(0, ran.code(), ran.err());
    for (String part :
        List.of(
            "www.example.com. A in zone example.com.",
            "why: www: us-east out since term 5; serving eu-west (failed-over)",
            "term 5 since 2026-01-02T03:04:05.000Z, agreed by one; TTL at most 30s",
            "www.example.com. A 192.0.2.10     us-east  OUT     no, region-out  down",
            "192.0.2.10/web  one    down  0.3s  3 failed  refused")) {
      assertTrue(ran.out().contains(part), part + " is not in\n" + ran.out());
    }
    assertEquals(ExitCode.REFUSED, ask(api, "explain", "www.example.org").code());
  }

  @Test
  void eventsAreAlignedLinesAndOneJsonObjectEach() {
    Ran ran = ask(api, "events");
    assertEquals(0, ran.code(), ran.err());
    assertEquals(
        """
        2026-01-02T03:04:05.678Z  agreed  decided  decision/www  term 5: out us-east; agreed by one, two
        2026-01-02T03:04:06.000Z  local   started  one           version 1.0
        """,
        ran.out());
    List<String> json = ask(api, "events", "--json").out().lines().toList();
    assertEquals(2, json.size());
    assertTrue(json.getFirst().startsWith("{") && json.getFirst().endsWith("}"), json.getFirst());
  }

  @Test
  void eventsOfOneServiceAndOfTheLastHourOnly() {
    String www = ask(api, "events", "--service", "www").out();
    assertEquals(1, www.lines().count(), www);
    assertTrue(www.contains("decision/www"), www);
    assertEquals("", ask(api, "events", "--since", "1h").out());
    assertEquals(0L, operations.queries.getLast().after());
    assertEquals(ExitCode.WRONG_USAGE, ask(api, "events", "--verify", "--follow").code());
  }

  @Test
  void aBrokenChainIsToldAndAnExitCode() {
    Ran sound = ask(api, "events", "--verify");
    assertEquals(ExitCode.DONE, sound.code());
    assertEquals(
        """
        sound: 2 events, 11 to 12, the newest line's hash is ab12

        agreed, the same on every instance:
        decision/www  cd34
        """,
        sound.out());
    operations.broken = true;
    Ran broken = ask(api, "events", "--verify");
    assertEquals(ExitCode.REFUSED, broken.code());
    assertTrue(
        broken.out().startsWith("BROKEN: ")
            && broken.out().contains("\n  event 12 does not follow from event 11\n"),
        broken.out());
  }

  @Test
  void theTokenComesFromItsFile() throws IOException {
    Path token = Files.writeString(folder.resolve("token"), TokenFile.VIEWER + "\n");
    try (ApiServer guarded = start(TokenFile.write(folder.resolve("tokens")))) {
      assertEquals(0, ask(guarded, "status", "--token-file", token.toString()).code());
      Path other = Files.writeString(folder.resolve("other"), "wrong\n");
      Ran ran = ask(guarded, "status", "--token-file", other.toString());
      assertEquals(ExitCode.REFUSED, ran.code());
      assertTrue(ran.err().contains("unauthorized"), ran.err());
    }
  }

  @Test
  void wrongUsageEndsWithSixtyFourInOneLine() {
    for (String[] wrong :
        List.of(
            new String[] {},
            new String[] {"sing"},
            new String[] {"drain", "us-east"},
            new String[] {"drain", "us-east", "--reason", "x", "--for", "10"},
            new String[] {"drain", "us-east", "--reason", "x", "--for", "1h", "--permanent"},
            new String[] {"status", "--api", "no url"},
            new String[] {"status", "--token-file", "/no/such/file"})) {
      Ran ran = run(wrong);
      assertEquals(ExitCode.WRONG_USAGE, ran.code(), String.join(" ", wrong));
      assertEquals(1, ran.err().lines().count(), ran.err());
    }
    assertEquals(List.of(), operations.commands);
  }

  @Test
  void helpAndVersionEndWithZero() {
    assertTrue(run("--version").out().startsWith("leeward "));
    String help = run("--help").out();
    for (String command :
        List.of(
            "serve",
            "check",
            "demo",
            "status",
            "explain",
            "events",
            "drain",
            "undrain",
            "pin",
            "unpin",
            "freeze",
            "thaw",
            "failback",
            "reload",
            "keygen")) {
      assertTrue(help.contains(command), command);
    }
  }
}
