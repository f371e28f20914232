package dev.leeward.scenario;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.Arrays;

/** Octets to a server on the loopback address and back. Owned by one test. */
final class RawClient implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 2_000;

  private final int port;
  private final DatagramSocket socket;
  private final byte[] buffer = new byte[65535];

  RawClient(int port) throws IOException {
    this.port = port;
    this.socket = new DatagramSocket();
    socket.connect(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(PATIENCE_MILLIS);
    socket.setReceiveBufferSize(4 << 20);
  }

  void send(byte[] packet) throws IOException {
    socket.send(new DatagramPacket(packet, packet.length));
  }

  /**
   * Over UDP, the next answer with that ID; others are dropped.
   *
   * @throws SocketTimeoutException when none comes
   */
  byte[] receive(int id) throws IOException {
    while (true) {
      DatagramPacket answer = new DatagramPacket(buffer, buffer.length);
      socket.receive(answer);
      if (answer.getLength() >= 2 && ((buffer[0] & 0xFF) << 8 | buffer[1] & 0xFF) == id) {
        return Arrays.copyOf(buffer, answer.getLength());
      }
    }
  }

  /**
   * Over UDP, until these very octets come; others are dropped.
   *
   * @throws SocketTimeoutException when nothing comes any more
   */
  void await(byte[] expected) throws IOException {
    DatagramPacket answer = new DatagramPacket(buffer, buffer.length);
    do {
      answer.setLength(buffer.length);
      socket.receive(answer);
    } while (!Arrays.equals(buffer, 0, answer.getLength(), expected, 0, expected.length));
  }

  byte[] overTcp(byte[] packet) throws IOException {
    try (Socket connection = new Socket()) {
      connection.setSoTimeout(PATIENCE_MILLIS);
      connection.setTcpNoDelay(true);
      connection.connect(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), port), PATIENCE_MILLIS);
      DataOutputStream out = new DataOutputStream(connection.getOutputStream());
      byte[] framed = new byte[packet.length + 2];
      framed[0] = (byte) (packet.length >> 8);
      framed[1] = (byte) packet.length;
      System.arraycopy(packet, 0, framed, 2, packet.length);
      out.write(framed);
      DataInputStream in = new DataInputStream(connection.getInputStream());
      return in.readNBytes(in.readUnsignedShort());
    }
  }

  @Override
  public void close() {
    socket.close();
  }
}
