package dev.leeward.health;

import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class UdpProbeTest {
  private static ProbeBench bench;

  @BeforeAll
  static void open() {
    bench = new ProbeBench();
  }

  @AfterAll
  static void close() throws Exception {
    bench.close();
  }

  @Test
  void theDatagramIsSentOctetByOctetAndAnyAnswerWillDo() throws Exception {
    byte[] wanted = {0, (byte) 0xFF, 'x'};
    try (DatagramServer server =
        new DatagramServer(asked -> Arrays.equals(wanted, asked) ? List.of(asked) : List.of())) {
      ProbeBench.assertHealthy(
          bench.probe(new UdpCheck(Place.port(server.port()), new Dialogue("\0\u00ffx", null))));
    }
  }

  @Test
  void theAnswerMustHoldTheText() throws Exception {
    byte[] answer = "status: degraded".getBytes(StandardCharsets.US_ASCII);
    try (DatagramServer server = new DatagramServer(_ -> List.of(answer))) {
      ProbeBench.assertHealthy(bench.probe(check(server.port(), "degraded")));
      ProbeBench.assertFailed(
          "answer without the expected text", bench.probe(check(server.port(), "well")));
    }
  }

  @Test
  void aServerThatHangsIsSilent() throws Exception {
    try (DatagramServer server = new DatagramServer(_ -> List.of())) {
      ProbeBench.assertSilent(bench.probe(check(server.port(), "well"), ProbeBench.SHORT));
    }
  }

  @Test
  void aClosedPortIsARefusal() throws Exception {
    int port;
    try (DatagramServer server = new DatagramServer(_ -> List.of())) {
      port = server.port();
    }
    ProbeBench.assertFailed("connection refused", bench.probe(check(port, "well")));
  }

  @Test
  void withoutADatagramThereIsNoCheck() {
    assertThrows(IllegalArgumentException.class, () -> new UdpCheck(Place.port(9), Dialogue.NONE));
  }

  private static UdpCheck check(int port, String expected) {
    return new UdpCheck(
        Place.port(port), new Dialogue("status?", new TextExpectation.Words(expected)));
  }
}
