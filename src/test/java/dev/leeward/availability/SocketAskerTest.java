package dev.leeward.availability;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.leeward.dns.Name;
import dev.leeward.dns.RecordType;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Section;
import org.xbill.DNS.TextParseException;

/** Against servers whose answers are written by dnsjava. */
final class SocketAskerTest {
  private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");
  private static final Duration LONG = Duration.ofSeconds(5);
  private static final String WWW = "www.example.com.";

  private final DatagramSocket udp;
  private final ServerSocket tcp;

  SocketAskerTest() throws IOException {
    tcp = new ServerSocket(0, 5, LOOPBACK);
    udp = new DatagramSocket(new InetSocketAddress(LOOPBACK, tcp.getLocalPort()));
  }

  @AfterEach
  void close() throws IOException {
    udp.close();
    tcp.close();
  }

  private Outcome ask(RecordType type, Duration timeout) {
    int port = tcp.getLocalPort();
    Question question =
        new Question(
            "www",
            Name.parse(WWW),
            type,
            new AvailabilitySettings.Asked("two", new InetSocketAddress(LOOPBACK, port)));
    return new SocketAsker().ask(question, timeout);
  }

  private static Message answerTo(byte[] query) throws IOException {
    Message answer = new Message(query);
    answer.removeAllRecords(Section.ADDITIONAL);
    answer.getHeader().setFlag(Flags.QR);
    answer.getHeader().setFlag(Flags.AA);
    return answer;
  }

  private static ARecord address(String text) throws TextParseException {
    return new ARecord(
        org.xbill.DNS.Name.fromString(WWW), DClass.IN, 30, InetAddress.ofLiteral(text));
  }

  /** Answers one query so. */
  private void serveRaw(UnaryOperator<byte[]> answers) {
    Thread.ofVirtual()
        .start(() -> {
          try {
            DatagramPacket packet = new DatagramPacket(new byte[1232], 1232);
            udp.receive(packet);
            byte[] answer =
                answers.apply(java.util.Arrays.copyOf(packet.getData(), packet.getLength()));
            udp.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
          } catch (IOException closed) {
            // the test is over
          }
        });
  }

  /** What {@code change} makes of an answer without records. */
  private void serve(Change change) {
    serveRaw(query -> {
      try {
        Message answer = answerTo(query);
        change.on(answer);
        return answer.toWire();
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    });
  }

  private interface Change {
    void on(Message answer) throws IOException;
  }

  @Test
  void addressesAreReadWhateverElseIsInTheAnswer() {
    serve(answer -> {
      answer.addRecord(address("192.0.2.10"), Section.ANSWER);
      answer.addRecord(address("192.0.2.11"), Section.ANSWER);
      answer.addRecord(address("203.0.113.1"), Section.ADDITIONAL);
    });
    assertEquals(
        new Outcome.Answered(
            0, true, Set.of(JudgeTest.address("192.0.2.10"), JudgeTest.address("192.0.2.11"))),
        ask(RecordType.A, LONG));
  }

  @Test
  void aCompressedAliasIsReadInFull() {
    serve(answer ->
        answer.addRecord(
            new CNAMERecord(
                org.xbill.DNS.Name.fromString(WWW),
                DClass.IN,
                30,
                org.xbill.DNS.Name.fromString("LB.www.example.com.")),
            Section.ANSWER));
    assertEquals(
        new Outcome.Answered(
            0, true, Set.of(new dev.leeward.dns.Rdata(Name.parse("lb.www.example.com.").wire()))),
        ask(RecordType.CNAME, LONG));
  }

  @Test
  void anErrorIsAnAnswer() {
    serve(answer -> answer.getHeader().setRcode(Rcode.SERVFAIL));
    assertEquals(new Outcome.Answered(2, true, Set.of()), ask(RecordType.A, LONG));
  }

  @Test
  void anAnswerWithAnotherIdentifierIsWaitedPast() {
    serveRaw(query -> {
      query[0] ^= 1;
      query[2] |= (byte) 0x80;
      return query;
    });
    assertInstanceOf(Outcome.Silent.class, ask(RecordType.A, Duration.ofMillis(300)));
  }

  @Test
  void whatIsCutOffInTheMiddleIsGarbled() {
    serveRaw(query -> {
      try {
        Message answer = answerTo(query);
        answer.addRecord(address("192.0.2.10"), Section.ANSWER);
        byte[] whole = answer.toWire();
        return java.util.Arrays.copyOf(whole, whole.length - 3);
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    });
    assertInstanceOf(Outcome.Garbled.class, ask(RecordType.A, LONG));
  }

  @Test
  void aTruncatedAnswerIsAskedForOverTcp() {
    serve(answer -> answer.getHeader().setFlag(Flags.TC));
    Thread.ofVirtual()
        .start(() -> {
          try (Socket client = tcp.accept()) {
            DataInputStream in = new DataInputStream(client.getInputStream());
            Message answer = answerTo(in.readNBytes(in.readUnsignedShort()));
            answer.addRecord(address("192.0.2.10"), Section.ANSWER);
            byte[] wire = answer.toWire();
            DataOutputStream out = new DataOutputStream(client.getOutputStream());
            out.writeShort(wire.length);
            out.write(wire);
          } catch (IOException closed) {
            // the test is over
          }
        });
    assertEquals(
        new Outcome.Answered(0, true, Set.of(JudgeTest.address("192.0.2.10"))),
        ask(RecordType.A, LONG));
  }

  @Test
  void anAnswerThatTricklesIsNotWaitedFor() {
    serve(answer -> answer.getHeader().setFlag(Flags.TC));
    Thread.ofVirtual()
        .start(() -> {
          try (Socket client = tcp.accept()) {
            DataOutputStream out = new DataOutputStream(client.getOutputStream());
            out.writeShort(60_000);
            out.write(0);
            // The rest never comes; the reader's end of the connection ends this.
            client.getInputStream().readAllBytes();
          } catch (IOException closed) {
            // the test is over
          }
        });
    assertInstanceOf(Outcome.Silent.class, ask(RecordType.A, Duration.ofMillis(500)));
  }

  @Test
  void whereNobodyListensIsRefused() {
    udp.close();
    assertInstanceOf(Outcome.Refused.class, ask(RecordType.A, LONG));
  }
}
