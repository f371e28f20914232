package dev.leeward.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leeward.control.ApiServer;
import dev.leeward.control.ApiSettings;
import dev.leeward.control.CommandResult;
import dev.leeward.control.FakeOperations;
import dev.leeward.control.Operations;
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
  void statusTellsWhyAutomationStoppedAndWhoVotesWhat() {
    Ran ran = ask(api, "status");
    assertEquals(0, ran.code(), ran.err());
    for (String part :
        List.of(
            "fra-1 (example-dns, version 1.2.3), 2026-03-01T10:00:00.000Z",
            "automation: STOPPED - no quorum",
            "www      eu-west  failover  41    5s   us-east=OUT,drained eu-west=in",
            "quorum: 2 of 3",
            "NOT FRESH",
            "NOT READY: example.net.",
            "all      2026-03-01T10:01:00.000Z  ann  disk swap",
            "warning: the clock of sin-1 differs")) {
      assertTrue(ran.out().contains(part), part + " is not in\n" + ran.out());
    }
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
  void jsonIsTheApisOwn() {
    Ran ran = ask(api, "status", "--json");
    assertTrue(ran.out().startsWith("{\"instance\":\"fra-1\""), ran.out());
    assertTrue(ran.out().endsWith("}\n"), ran.out());
  }

  @Test
  void explainTellsDecisionAndVotes() {
    Ran ran = ask(api, "explain", "www.example.com");
    assertEquals(0, ran.code(), ran.err());
    for (String part :
        List.of(
            "www.example.com. A in zone example.com.",
            "why: us-east is out (failover)",
            "term 41, agreed by fra-1, iad-1; TTL at most 5s",
            "192.0.2.1     us-east  OUT     no, region-not-selected  down     fra-1=down")) {
      assertTrue(ran.out().contains(part), part + " is not in\n" + ran.out());
    }
    assertEquals(ExitCode.REFUSED, ask(api, "explain", "www.example.org").code());
  }

  @Test
  void aDrainTellsWhatChangedAndWhichInstancesHaveIt() {
    Ran ran = ask(api, "drain", "us-east", "--reason", "disk swap", "--for", "5m");
    assertEquals("drained us-east\nsent to: fra-1, iad-1\n", ran.out());
    assertEquals(0, ran.code());
    Operations.Drain told = (Operations.Drain) operations.commands.getFirst();
    assertEquals(Duration.ofMinutes(5), told.lasts());
    assertEquals("disk swap", told.reason());
  }

  @Test
  void aRefusalNamesTheRuleAndEndsWithThree() {
    operations.result = new CommandResult.Refused("min-regions", List.of("none left"), "force it");
    Ran ran = ask(api, "drain", "us-east", "--reason", "x");
    assertEquals(ExitCode.REFUSED, ran.code());
    assertEquals("leeward: none left\nleeward: min-regions; force it\n", ran.err());
  }

  @Test
  void aReloadOfBadFilesEndsWithTwo() {
    operations.result = new CommandResult.Refused("invalid", List.of("a.zone:3: bad"), "fix");
    assertEquals(ExitCode.INVALID, ask(api, "reload").code());
    operations.result = new CommandResult.Accepted(List.of(), List.of("fra-1"), List.of());
    Ran ran = ask(api, "reload", "--force");
    assertEquals("reloaded; nothing changed\n", ran.out());
    assertEquals(new FakeOperations.Reload(true), operations.commands.getLast());
  }

  @Test
  void noInstanceEndsWithFour() {
    api.close();
    Ran ran = ask(api, "status");
    assertEquals(ExitCode.NO_ANSWER, ran.code());
    assertTrue(ran.err().startsWith("leeward: no instance answers at http://127.0.0.1:"));
  }

  @Test
  void theTokenComesFromItsFile() throws IOException {
    Path token = Files.writeString(folder.resolve("token"), "s3cret\n");
    try (ApiServer guarded = start(token)) {
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
    for (String command :
        List.of(
            "serve", "check", "demo", "status", "explain", "drain", "undrain", "reload",
            "keygen")) {
      assertTrue(run("--help").out().contains(command), command);
      assertEquals(0, run(command, "--help").code(), command);
    }
  }
}
