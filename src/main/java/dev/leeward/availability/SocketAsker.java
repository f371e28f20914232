package dev.leeward.availability;

import java.io.EOFException;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;

/**
 * Asks as a resolver does: over UDP, from a port of its own each time, and over TCP what is too
 * large for that. Any thread may ask, and waits for the answer.
 */
final class SocketAsker implements Asker {
  private final SecureRandom random = new SecureRandom();

  @Override
  public Outcome ask(Question question, Duration timeout) {
    Inquiry inquiry = new Inquiry(random.nextInt(1 << 16), question.name(), question.type());
    long deadline = System.nanoTime() + timeout.toNanos();
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.connect(question.asked().address());
      byte[] query = inquiry.wire();
      socket.send(new DatagramPacket(query, query.length));
      byte[] answer = answer(socket, inquiry, deadline);
      return inquiry.isTruncated(answer)
          ? overTcp(question.asked().address(), inquiry, deadline)
          : inquiry.read(answer);
    } catch (SocketTimeoutException late) {
      return new Outcome.Silent();
    } catch (PortUnreachableException nobody) {
      return new Outcome.Refused();
    } catch (IOException | RuntimeException local) {
      // An address without a route, or no descriptor left: that says nothing of whom it is about.
      return new Outcome.NotSent();
    }
  }

  /** What does not fit the question is not the answer: whoever can forge that sees the path. */
  private static byte[] answer(DatagramSocket socket, Inquiry inquiry, long deadline)
      throws IOException {
    while (true) {
      socket.setSoTimeout(millisLeft(deadline));
      DatagramPacket packet = new DatagramPacket(new byte[Inquiry.PAYLOAD], Inquiry.PAYLOAD);
      socket.receive(packet);
      byte[] answer = Arrays.copyOf(packet.getData(), packet.getLength());
      if (inquiry.isAnsweredBy(answer)) {
        return answer;
      }
    }
  }

  private static Outcome overTcp(InetSocketAddress server, Inquiry inquiry, long deadline)
      throws IOException {
    byte[] query = inquiry.wire();
    try (Socket socket = new Socket()) {
      socket.connect(server, millisLeft(deadline));
      byte[] frame = new byte[2 + query.length];
      frame[0] = (byte) (query.length >> 8);
      frame[1] = (byte) query.length;
      System.arraycopy(query, 0, frame, 2, query.length);
      socket.getOutputStream().write(frame);
      byte[] length = read(socket, 2, deadline);
      byte[] answer = read(socket, (length[0] & 0xFF) << 8 | length[1] & 0xFF, deadline);
      return inquiry.isAnsweredBy(answer) ? inquiry.read(answer) : new Outcome.Garbled();
    } catch (SocketTimeoutException late) {
      return new Outcome.Silent();
    } catch (IOException refused) {
      // Over UDP it answered: the path is there, and who said "over TCP" does not answer over TCP.
      return new Outcome.Refused();
    }
  }

  /** However slowly it comes, the time is over when it is. */
  private static byte[] read(Socket socket, int count, long deadline) throws IOException {
    byte[] octets = new byte[count];
    for (int at = 0; at < count; ) {
      socket.setSoTimeout(millisLeft(deadline));
      int got = socket.getInputStream().read(octets, at, count - at);
      if (got < 0) {
        throw new EOFException("the connection ended within an answer");
      }
      at += got;
    }
    return octets;
  }

  private static int millisLeft(long deadline) throws SocketTimeoutException {
    long millis = (deadline - System.nanoTime()) / 1_000_000;
    if (millis <= 0) {
      throw new SocketTimeoutException("the time is over");
    }
    return (int) Math.min(millis, Integer.MAX_VALUE);
  }
}
