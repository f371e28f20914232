package dev.leeward.listener;

import dev.leeward.answer.Client;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import java.nio.ByteBuffer;

/**
 * One TCP connection: pipelined queries (RFC 7766 section 6.2.1.1), each answered in one write of
 * length and message. While the client does not read its answers no more of its queries are read or
 * answered. Owned by its event loop.
 */
final class TcpConnection {
  private final NetSocket socket;
  private final Client client;
  private final Answering answering;
  private final Frames frames = new Frames();

  TcpConnection(NetSocket socket, Client client, Answering answering) {
    this.socket = socket;
    this.client = client;
    this.answering = answering;
  }

  void start() {
    socket.handler(received -> {
      frames.add(received.getBytes());
      answerWhatIsThere();
    });
  }

  private void answerWhatIsThere() {
    while (!socket.writeQueueFull()) {
      byte[] query = frames.next();
      if (query == null) {
        socket.resume();
        return;
      }
      answer(query);
    }
    socket.pause();
    socket.drainHandler(_ -> answerWhatIsThere());
  }

  private void answer(byte[] query) {
    ByteBuffer answer = answering.answer(query, query.length, client);
    if (answer.hasRemaining()) {
      int length = answer.remaining();
      Buffer framed = Buffer.buffer(2 + length).appendUnsignedShort(length);
      socket.write(framed.appendBytes(answer.array(), answer.position(), length));
    }
  }
}
