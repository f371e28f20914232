package dev.leeward.listener;

import dev.leeward.answer.Client;
import dev.leeward.answer.Transport;
import dev.leeward.listener.ConnectionObserver.End;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import java.net.InetAddress;

/**
 * One TCP or TLS connection: pipelined queries (RFC 7766 section 6.2.1.1), answered at once, those
 * that came together in one write. While the client does not read its answers no more of its
 * queries are read or answered. Owned by its event loop; any thread may ask how idle it is and
 * close it.
 */
final class StreamConnection {
  private final NetSocket socket;
  private final AnswerBatch batch;
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
      AnswerBatch batch,
      Connections connections) {
    this.socket = socket;
    this.batch = batch;
    this.connections = connections;
    this.address = address;
    this.client =
        new Client(transport, address, new StreamArrival(socket), connections.idleTenths());
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
      frames.add(received);
      answerWhatIsThere();
    });
  }

  private void answerWhatIsThere() {
    while (frames.hasNext()) {
      if (socket.writeQueueFull()) {
        answerOnceThereIsRoom();
        return;
      }
      idleSinceNanos = System.nanoTime();
      Buffer answers = batch.answer(frames, clientOfNow());
      if (answers.length() > 0) {
        socket.write(answers);
      }
    }
    if (owesAnswers) {
      owesAnswers = false;
      socket.resume();
    }
  }

  private void answerOnceThereIsRoom() {
    owesAnswers = true;
    socket.pause();
    socket.drainHandler(_ -> {
      idleSinceNanos = System.nanoTime();
      answerWhatIsThere();
    });
  }

  private Client clientOfNow() {
    int idleTenths = connections.idleTenths();
    if (idleTenths != client.idleTenths()) {
      client = new Client(client.transport(), client.address(), client.arrival(), idleTenths);
    }
    return client;
  }
}
