package dev.leeward.listener;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import org.xbill.DNS.Message;

/** Messages over a stream, each behind its length. */
final class Streams {
  private Streams() {}

  static void send(Socket socket, byte[] message) throws IOException {
    socket.getOutputStream().write(framed(message));
  }

  static byte[] framed(byte[] message) {
    return ByteBuffer.allocate(2 + message.length)
        .putShort((short) message.length)
        .put(message)
        .array();
  }

  static Message receive(Socket socket) throws IOException {
    DataInputStream in = new DataInputStream(socket.getInputStream());
    byte[] message = new byte[in.readUnsignedShort()];
    in.readFully(message);
    return new Message(message);
  }
}
