package dev.leeward.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leeward.control.ApiServer;
import dev.leeward.control.ApiSettings;
import dev.leeward.control.Commands;
import dev.leeward.control.FakeOperations;
import dev.leeward.listener.TestCertificates;
import dev.leeward.listener.TlsSettings;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code --api} with several instances, {@code --ca}, {@code --dry-run} and {@code --if-match}. */
@Timeout(60)
final class ManyApisTest {
  private record Ran(int code, String out, String err) {}

  private final FakeOperations operations = new FakeOperations();
  private final Vertx vertx = Vertx.vertx();
  private ApiServer api;
  private String alive;
  private String dead;

  @BeforeEach
  void start() throws IOException {
    api = ApiServer.start(new ApiSettings(anyPort(), null), operations, vertx);
    alive = "http://127.0.0.1:" + api.port();
    try (ServerSocket closed = new ServerSocket(0)) {
      dead = "http://127.0.0.1:" + closed.getLocalPort();
    }
  }

  private static InetSocketAddress anyPort() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
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

  @Test
  void theFirstThatAnswersIsAskedAndNamedWhenItIsNotTheFirst() {
    for (String[] given :
        List.of(
            new String[] {"status", "--api", dead + "," + alive + "/"},
            new String[] {"status", "--api", dead, "--api", alive})) {
      Ran ran = run(given);
      assertEquals(ExitCode.DONE, ran.code(), ran.err());
      assertEquals(
          "leeward: no answer at " + dead + " (ConnectException); asked " + alive + "\n",
          ran.err());
    }
    assertEquals("", run("status", "--api", alive + "," + dead).err());
  }

  @Test
  void whenNobodyAnswersAllAreNamed() {
    Ran ran = run("status", "--api", dead + "," + dead);
    assertEquals(ExitCode.NO_ANSWER, ran.code());
    assertTrue(
        ran.err().contains(dead + " (ConnectException), " + dead + " (ConnectException)"),
        ran.err());
  }

  @Test
  void aCommandThatMayHaveArrivedIsNotGivenToAnother() throws IOException {
    try (ServerSocket mute = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      Thread hangsUp = Thread.ofPlatform().daemon().start(() -> hangUp(mute));
      String first = "http://127.0.0.1:" + mute.getLocalPort();
      Ran ran = run("drain", "us-east", "--reason", "x", "--api", first + "," + alive);
      assertEquals(ExitCode.NO_ANSWER, ran.code(), ran.out());
      assertTrue(ran.err().contains("took the command and did not answer"), ran.err());
      assertEquals(List.of(), operations.commands);
      assertEquals(ExitCode.DONE, run("status", "--api", first + "," + alive).code());
      hangsUp.interrupt();
    }
  }

  private static void hangUp(ServerSocket mute) {
    try {
      while (true) {
        try (Socket each = mute.accept()) {
          each.getInputStream().read();
        }
      }
    } catch (IOException closed) {
      // the test is over
    }
  }

  @Test
  void aDryRunAndAConditionAreSent() {
    Ran ran = run("drain", "us-east", "--reason", "x", "--dry-run", "--api", alive);
    assertEquals(ExitCode.DONE, ran.code(), ran.err());
    run("reload", "--if-match", "ab12", "--api", alive);
    run("thaw", "--if-match", "\"ab12\"", "--api", alive);
    Commands.Conditions onlyIf = new Commands.Conditions(false, Set.of("ab12"));
    assertEquals(
        List.of(new Commands.Conditions(true, null), onlyIf, onlyIf), operations.conditions);
    assertEquals("no reason given", ((Commands.Release) operations.commands.getLast()).reason());
  }

  @Test
  void aCertificateIsBelievedWhenItsIssuerIsNamed(@TempDir Path folder) throws Exception {
    Path certificate = folder.resolve("api.pem");
    Path key = folder.resolve("api.key");
    TestCertificates.write("dns.example", certificate, key, Instant.now().plusSeconds(86_400));
    TlsSettings files = new TlsSettings(List.of(), certificate, key);
    try (ApiServer tls =
        ApiServer.start(new ApiSettings(anyPort(), null, files), operations, vertx)) {
      String url = "https://127.0.0.1:" + tls.port();
      Ran doubted = run("status", "--api", url);
      assertEquals(ExitCode.NO_ANSWER, doubted.code());
      assertTrue(doubted.err().contains("its certificate is not accepted"), doubted.err());
      assertTrue(doubted.err().contains("name its issuer's with --ca"), doubted.err());
      Ran believed = run("status", "--api", url, "--ca", certificate.toString());
      assertEquals(ExitCode.DONE, believed.code(), believed.err());
      Ran wrong = run("status", "--api", url, "--ca", key.toString());
      assertEquals(ExitCode.WRONG_USAGE, wrong.code());
      assertTrue(wrong.err().contains("name a file of certificates in PEM"), wrong.err());
    }
  }
}
