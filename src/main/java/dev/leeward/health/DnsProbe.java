package dev.leeward.health;

import dev.leeward.dns.ClientQuery;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.Socket;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.function.Consumer;

/** Asks a name server, over UDP or TCP. */
final class DnsProbe implements Probing<DnsCheck> {
  /** What the question's EDNS says that this can take. */
  private static final int LARGEST_DATAGRAM = 1232;

  private final SecureRandom random = new SecureRandom();

  @Override
  public void begin(Aim<DnsCheck> aim, ProbeAttempt attempt) {
    ClientQuery question =
        new ClientQuery(random.nextInt(1 << 16), true, aim.check().name(), aim.check().type());
    attempt.aside(() -> aim.check().tcp() ? overTcp(aim, question) : overUdp(aim, question));
  }

  /** What does not fit the question is not the answer: whoever can forge that sees the path. */
  private static Consumer<ProbeAttempt> overUdp(Aim<DnsCheck> aim, ClientQuery question)
      throws IOException {
    byte[] query = question.wire();
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.connect(aim.socketAddress(aim.check().place().port()));
      socket.setSoTimeout(aim.lastMillis());
      socket.send(new DatagramPacket(query, query.length));
      while (true) {
        DatagramPacket packet = new DatagramPacket(new byte[LARGEST_DATAGRAM], LARGEST_DATAGRAM);
        socket.receive(packet);
        byte[] answer = Arrays.copyOf(packet.getData(), packet.getLength());
        if (question.isAnsweredBy(answer)) {
          return attempt -> decide(aim.check(), question, answer, attempt);
        }
      }
    }
  }

  private static Consumer<ProbeAttempt> overTcp(Aim<DnsCheck> aim, ClientQuery question)
      throws IOException {
    byte[] query = question.wire();
    try (Socket socket = new Socket()) {
      socket.connect(aim.socketAddress(aim.check().place().port()), aim.lastMillis());
      socket.setSoTimeout(aim.lastMillis());
      byte[] frame = new byte[2 + query.length];
      frame[0] = (byte) (query.length >> 8);
      frame[1] = (byte) query.length;
      System.arraycopy(query, 0, frame, 2, query.length);
      socket.getOutputStream().write(frame);
      return overStream(aim.check(), question, new DataInputStream(socket.getInputStream()));
    }
  }

  private static Consumer<ProbeAttempt> overStream(
      DnsCheck check, ClientQuery question, DataInputStream in) throws IOException {
    try {
      byte[] answer = in.readNBytes(in.readUnsignedShort());
      return attempt -> decide(check, question, answer, attempt);
    } catch (java.io.EOFException closed) {
      return attempt -> attempt.failed("connection closed without an answer");
    }
  }

  private static void decide(
      DnsCheck check, ClientQuery question, byte[] answer, ProbeAttempt attempt) {
    attempt.step("answer of " + answer.length + " octets");
    String fault =
        question.isAnsweredBy(answer)
            ? new DnsReply(answer, question).fault(check)
            : "no valid DNS answer";
    if (fault == null) {
      attempt.healthy();
    } else {
      attempt.failed(fault);
    }
  }
}
