package dev.leeward.health;

import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.leeward.dns.Name;
import dev.leeward.dns.RecordType;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/** Against answers that dnsjava makes. */
@Timeout(60)
class DnsProbeTest {
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
  void anAnswerWithTheExpectedDataIsHealthy() throws Exception {
    assertHealthy(RecordType.A, List.of("192.0.2.1"), "A 192.0.2.1", "A 192.0.2.2");
    assertHealthy(RecordType.AAAA, List.of("2001:db8::1"), "AAAA 2001:db8:0::1");
    assertHealthy(RecordType.CNAME, List.of("LB.example.net"), "CNAME lb.example.net.");
    assertHealthy(RecordType.MX, List.of("10 mx.example.com."), "MX 10 mx.example.com.");
    assertHealthy(RecordType.TXT, List.of("a bc"), "TXT \"a b\" c");
    assertHealthy(RecordType.NS, List.of(), "NS ns1.example.com.");
  }

  @Test
  void otherDataFails() throws Exception {
    ProbeBench.assertFailed(
        "answer without the expected data",
        probe(RecordType.A, List.of("192.0.2.9"), Rcode.NOERROR, "A 192.0.2.1"));
    ProbeBench.assertFailed(
        "answer without the expected data",
        probe(RecordType.A, List.of("192.0.2.9"), Rcode.NOERROR));
  }

  @Test
  void anotherRcodeFailsUnlessItIsExpected() throws Exception {
    ProbeBench.assertFailed(
        "rcode SERVFAIL, expected NOERROR", probe(RecordType.A, List.of(), Rcode.SERVFAIL));
    try (DatagramServer server =
        new DatagramServer(asked -> List.of(answer(asked, Rcode.REFUSED)))) {
      DnsCheck check = check(server.port(), false, RecordType.A, Set.of(0, 5), List.of());
      ProbeBench.assertHealthy(bench.probe(check));
    }
  }

  @Test
  void datagramsThatDoNotFitAreNoAnswer() throws Exception {
    try (DatagramServer server =
        new DatagramServer(asked -> {
          byte[] otherId = answer(asked, Rcode.REFUSED);
          otherId[0] ^= 1;
          byte[] otherName = answer(asked, Rcode.REFUSED);
          otherName[13] = 'x';
          return List.of(otherId, otherName, asked, new byte[3], answer(asked, Rcode.NOERROR));
        })) {
      ProbeBench.assertHealthy(
          bench.probe(check(server.port(), false, RecordType.A, Set.of(0), List.of())));
    }
  }

  @Test
  void brokenAnswersFail() throws Exception {
    try (DatagramServer server =
        new DatagramServer(asked -> {
          byte[] whole = answer(asked, Rcode.NOERROR, "A 192.0.2.1");
          return List.of(java.util.Arrays.copyOf(whole, whole.length - 3));
        })) {
      ProbeBench.assertFailed(
          "no valid DNS answer",
          bench.probe(check(server.port(), false, RecordType.A, Set.of(0), List.of("192.0.2.1"))));
    }
  }

  @Test
  void aNameServerThatHangsIsSilent() throws Exception {
    try (DatagramServer server = new DatagramServer(_ -> List.of())) {
      ProbeBench.assertSilent(
          bench.probe(
              check(server.port(), false, RecordType.A, Set.of(0), List.of()), ProbeBench.SHORT));
    }
  }

  @Test
  void noNameServerIsARefusal() throws Exception {
    int port;
    try (ServerSocket unused = new ServerSocket(0)) {
      port = unused.getLocalPort();
    }
    for (boolean tcp : List.of(true, false)) {
      ProbeBench.assertFailed(
          "connection refused", bench.probe(check(port, tcp, RecordType.A, Set.of(0), List.of())));
    }
  }

  @Test
  void overTcpItIsTheSame() throws Exception {
    try (ServerSocket socket = new ServerSocket(0, 5, InetAddress.ofLiteral("127.0.0.1"))) {
      Thread.ofVirtual().start(() -> serve(socket, true));
      ProbeBench.assertHealthy(
          bench.probe(
              check(socket.getLocalPort(), true, RecordType.A, Set.of(0), List.of("192.0.2.1"))));
    }
    try (ServerSocket socket = new ServerSocket(0, 5, InetAddress.ofLiteral("127.0.0.1"))) {
      Thread.ofVirtual().start(() -> serve(socket, false));
      ProbeBench.assertFailed(
          "connection closed without an answer",
          bench.probe(check(socket.getLocalPort(), true, RecordType.A, Set.of(0), List.of())));
    }
  }

  @Test
  void dataOfATypeThatHasNoTextHereCannotBeExpected() {
    assertThrows(
        IllegalArgumentException.class,
        () -> check(53, false, RecordType.SVCB, Set.of(0), List.of("1 .")));
  }

  private static void serve(ServerSocket socket, boolean answers) {
    try (Socket client = socket.accept()) {
      DataInputStream in = new DataInputStream(client.getInputStream());
      byte[] asked = in.readNBytes(in.readUnsignedShort());
      if (answers) {
        byte[] answer = answer(asked, Rcode.NOERROR, "A 192.0.2.1");
        DataOutputStream out = new DataOutputStream(client.getOutputStream());
        out.writeShort(answer.length);
        out.write(answer);
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static void assertHealthy(RecordType type, List<String> expected, String... data)
      throws Exception {
    ProbeBench.assertHealthy(probe(type, expected, Rcode.NOERROR, data));
  }

  private static ProbeResult probe(
      RecordType type, List<String> expected, int rcode, String... data) throws Exception {
    try (DatagramServer server = new DatagramServer(asked -> List.of(answer(asked, rcode, data)))) {
      return bench.probe(check(server.port(), false, type, Set.of(0), expected));
    }
  }

  private static DnsCheck check(
      int port, boolean tcp, RecordType type, Set<Integer> rcodes, List<String> answers) {
    return new DnsCheck(
        Place.port(port), tcp, Name.parse("www.example.com."), type, rcodes, answers);
  }

  private static byte[] answer(byte[] asked, int rcode, String... data) {
    try {
      Message query = new Message(asked);
      Message answer = new Message(query.getHeader().getID());
      Record question = query.getQuestion();
      answer.getHeader().setFlag(Flags.QR);
      answer.getHeader().setRcode(rcode);
      answer.addRecord(question, Section.QUESTION);
      for (String each : data) {
        String[] words = each.split(" ", 2);
        answer.addRecord(
            Record.fromString(
                question.getName(), Type.value(words[0]), 1, 60, words[1], org.xbill.DNS.Name.root),
            Section.ANSWER);
      }
      return answer.toWire();
    } catch (TextParseException e) {
      throw new AssertionError(e);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
