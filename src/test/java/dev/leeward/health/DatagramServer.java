package dev.leeward.health;

import dev.leeward.topology.Network;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/** Answers each datagram with those that the test makes of it; any thread. */
final class DatagramServer implements AutoCloseable {
  private final DatagramSocket socket;

  DatagramServer(Function<byte[], List<byte[]>> answers) throws IOException {
    socket = new DatagramSocket(new InetSocketAddress(Network.parseAddress("127.0.0.1"), 0));
    Thread.ofVirtual().start(() -> serve(answers));
  }

  int port() {
    return socket.getLocalPort();
  }

  private void serve(Function<byte[], List<byte[]>> answers) {
    try {
      while (!socket.isClosed()) {
        DatagramPacket packet = new DatagramPacket(new byte[4096], 4096);
        socket.receive(packet);
        byte[] question = Arrays.copyOf(packet.getData(), packet.getLength());
        for (byte[] answer : answers.apply(question)) {
          socket.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
        }
      }
    } catch (IOException closed) {
      socket.close();
    }
  }

  @Override
  public void close() {
    socket.close();
  }
}
