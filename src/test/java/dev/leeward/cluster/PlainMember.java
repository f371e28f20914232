package dev.leeward.cluster;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.SocketAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Stands where a member of the map would: takes connections and says what it received. Owned by the
 * test; its sockets by their event loops.
 */
final class PlainMember implements AutoCloseable {
  /** One end of a carried connection. */
  static final class End {
    final NetSocket socket;
    final AtomicLong octets = new AtomicLong();
    private final StringBuffer text = new StringBuffer();
    volatile boolean closed;

    End(NetSocket socket) {
      this.socket = socket;
      socket.handler(this::received);
      socket.exceptionHandler(_ -> {});
      socket.closeHandler(_ -> closed = true);
    }

    private void received(Buffer buffer) {
      octets.addAndGet(buffer.length());
      if (text.length() < 1000) {
        text.append(buffer.toString(StandardCharsets.UTF_8));
      }
    }

    void say(String words) {
      socket.write(words);
    }

    void awaitText(String words) {
      Eventually.becomes("hears " + words, () -> text.indexOf(words) >= 0);
    }

    void awaitClosed() {
      Eventually.becomes("closed", () -> closed);
    }
  }

  final Queue<End> accepted = new ConcurrentLinkedQueue<>();
  private final NetServer server;
  private final NetClient client;

  PlainMember(Vertx vertx, InetSocketAddress listen) {
    client = vertx.createNetClient();
    server = vertx.createNetServer().connectHandler(socket -> accepted.add(new End(socket)));
    await(server.listen(SocketAddress.inetSocketAddress(listen)));
  }

  private static <T> T await(Future<T> future) {
    return future.toCompletionStage().toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
  }

  End connect(InetSocketAddress to) {
    return await(client.connect(SocketAddress.inetSocketAddress(to)).map(End::new));
  }

  End awaitAccepted() {
    Eventually.becomes("accepted", () -> !accepted.isEmpty());
    @Nullable End end = accepted.poll();
    if (end == null) {
      throw new AssertionError("taken by another");
    }
    return end;
  }

  @Override
  public void close() {
    await(server.close());
    await(client.close());
  }
}
