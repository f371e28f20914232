package dev.leeward.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TcpProbeTest {
  private static ProbeBench bench;
  private ScriptedServer server;

  @BeforeAll
  static void open() {
    bench = new ProbeBench();
  }

  @AfterAll
  static void close() throws Exception {
    bench.close();
  }

  @BeforeEach
  void start() throws Exception {
    server = new ScriptedServer("127.0.0.1");
  }

  @AfterEach
  void stop() throws Exception {
    server.close();
  }

  @Test
  void aGreetingIsHeard() {
    server.greets("220 mail.example.com ESMTP\r\n");
    ProbeBench.assertHealthy(bench.probe(check(null, new TextExpectation.Expression("^220 "))));
  }

  @Test
  void whatIsSaidIsAnswered() {
    server.repliesToALine("+PONG\r\n");
    ProbeBench.assertHealthy(bench.probe(check("PING\r\n", new TextExpectation.Words("+PONG"))));
    assertEquals(List.of("PING\r\n"), server.requests());
  }

  @Test
  void anotherAnswerIsWaitedFurtherThan() {
    server.repliesToALine("-LOADING\r\n");
    ProbeBench.assertSilent(
        bench.probe(check("PING\r\n", new TextExpectation.Words("+PONG")), ProbeBench.SHORT));
  }

  @Test
  void aCloseBeforeTheExpectedTextFails() {
    server.closesAfter("-ERR\r\n");
    ProbeBench.assertFailed(
        "connection closed before the expected text",
        bench.probe(check("\r\n\r\n", new TextExpectation.Words("+PONG"))));
  }

  @Test
  void aResetBeforeTheExpectedTextFails() {
    server.resetsAfter("");
    ProbeBench.assertFailed(
        "connection reset", bench.probe(check("\r\n\r\n", new TextExpectation.Words("+PONG"))));
  }

  @Test
  void anEndlessAnswerFails() {
    server.greets("x".repeat(2 * TextExpectation.LOOKED_AT));
    ProbeBench.assertFailed(
        "answer without the expected text",
        bench.probe(check(null, new TextExpectation.Words("+PONG"))));
  }

  @Test
  void anotherAddressMayBeProbedThanTheOneThatIsAnswered() {
    server.neverAnswers();
    Place elsewhere =
        new Place(dev.leeward.topology.Network.parseAddress("127.0.0.2"), server.port());
    ProbeBench.assertFailed(
        "connection refused", bench.probe(new TcpCheck(elsewhere, Dialogue.NONE)));
  }

  @Test
  void whatIsNoOctetCannotBeSent() {
    assertThrows(IllegalArgumentException.class, () -> new Dialogue("\u0100", null));
  }

  private TcpCheck check(@org.jspecify.annotations.Nullable String send, TextExpectation expected) {
    return new TcpCheck(Place.port(server.port()), new Dialogue(send, expected));
  }
}
