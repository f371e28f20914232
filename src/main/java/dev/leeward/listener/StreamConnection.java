package dev.leeward.listener;

import dev.leeward.answer.Client;
import dev.leeward.answer.Transport;
import dev.leeward.listener.ConnectionObserver.End;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import java.net.InetAddress;
import java.nio.ByteBuffer;

/**
 * One TCP or TLS connection: pipelined queries (RFC 7766 section 6.2.1.1), each answered at once
 * and in one write of length and message. While the client does not read its answers no more of its
 * queries are read or answered. Owned by its event loop; any thread may ask how idle it is and
 * close it.
 */
final class StreamConnection {
  private final NetSocket socket;
  private final Answering answering;
  private final Connections connections;
  private final InetAddress address;
  private final Frames frames = new Frames();
  private Client client;
  private volatile long idleSinceNanos = System.nanoTime();
  private volatile boolean owesAnswers;

  StreamConnection(
      NetSocket socket,
      Transport transport,
      InetAddress address,
      Answering answering,
      Connections connections) {
    this.socket = socket;
    this.answering = answering;
    this.connections = connections;
    this.address = address;
    this.client = new Client(transport, address, connections.idleTenths());
  }

  InetAddress address() {
    return address;
  }

  Transport transport() {
    return client.transport();
  }

  /** When the last whole query came, or the client last made room for answers. */
  long idleSinceNanos() {
    return idleSinceNanos;
  }

  /** Whether answers wait for the client to read those before them. */
  boolean owesAnswers() {
    return owesAnswers;
  }

  void close(End end) {
    connections.leave(this, end);
    socket.close();
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
        owesAnswers = false;
        socket.resume();
        return;
      }
      idleSinceNanos = System.nanoTime();
      answer(query);
    }
    owesAnswers = true;
    socket.pause();
    socket.drainHandler(_ -> {
      idleSinceNanos = System.nanoTime();
      answerWhatIsThere();
    });
  }

  private void answer(byte[] query) {
    int idleTenths = connections.idleTenths();
    if (idleTenths != client.idleTenths()) {
      client = new Client(client.transport(), client.address(), idleTenths);
    }
    ByteBuffer answer = answering.answer(query, query.length, client);
    if (answer.hasRemaining()) {
      int length = answer.remaining();
      Buffer framed = Buffer.buffer(2 + length).appendUnsignedShort(length);
      socket.write(framed.appendBytes(answer.array(), answer.position(), length));
    }
  }
}
