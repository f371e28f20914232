package dev.leeward.demo;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.TreeSet;

/** Asks one instance for the addresses of the demo's name, as a resolver would. Stateless. */
final class DemoQuery {
  /**
   * What came back.
   *
   * @param addresses in order; none in an empty answer
   */
  record Answer(TreeSet<String> addresses, int rcode) {
    boolean isEmpty() {
      return rcode != 0 || addresses.isEmpty();
    }
  }

  private static final int TIMEOUT_MILLIS = 500;
  private static final int HEADER = 12;
  private static final int FIXED_PART_OF_A_RECORD = 12;

  private DemoQuery() {}

  /** Empty when nothing came in time. */
  static Optional<Answer> ask(InetSocketAddress server, String name, int id) {
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.setSoTimeout(TIMEOUT_MILLIS);
      byte[] query = query(name, id);
      socket.send(new DatagramPacket(query, query.length, server));
      DatagramPacket packet = new DatagramPacket(new byte[1500], 1500);
      socket.receive(packet);
      return Optional.of(read(Arrays.copyOf(packet.getData(), packet.getLength()), query.length));
    } catch (IOException timedOut) {
      return Optional.empty();
    }
  }

  private static byte[] query(String name, int id) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(new byte[] {(byte) (id >> 8), (byte) id, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0});
    for (String label : name.split("\\.")) {
      out.write(label.length());
      out.writeBytes(label.getBytes(StandardCharsets.US_ASCII));
    }
    out.writeBytes(new byte[] {0, 0, 1, 0, 1});
    return out.toByteArray();
  }

  /** The demo's answers hold one RRset of A records whose owners are two octets of compression each. */
  private static Answer read(byte[] message, int queryLength) throws IOException {
    if (message.length < HEADER) {
      throw new IOException("answer cut off");
    }
    int count = (message[6] & 0xFF) << 8 | message[7] & 0xFF;
    TreeSet<String> addresses = new TreeSet<>();
    for (int i = 0, at = queryLength; i < count; i++, at += FIXED_PART_OF_A_RECORD + 4) {
      if (at + FIXED_PART_OF_A_RECORD + 4 > message.length) {
        throw new IOException("answer cut off");
      }
      byte[] address = Arrays.copyOfRange(message, at + FIXED_PART_OF_A_RECORD, at + FIXED_PART_OF_A_RECORD + 4);
      addresses.add(InetAddress.getByAddress(address).getHostAddress());
    }
    return new Answer(addresses, message[3] & 0xF);
  }
}
