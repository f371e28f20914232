package dev.leeward.cluster;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.SocketAddress;
import java.net.InetSocketAddress;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

/**
 * Forwards TCP until it is told to fall silent: then it neither reads nor closes anything, as a
 * path does that swallows packets. Owned by the test; its sockets by their event loops.
 */
final class SilentProxy implements AutoCloseable {
  private final Queue<NetSocket> sockets = new ConcurrentLinkedQueue<>();
  private final NetClient client;
  private final NetServer server;
  private final InetSocketAddress to;
  private volatile boolean silent;

  SilentProxy(Vertx vertx, InetSocketAddress listen, InetSocketAddress to) {
    this.to = to;
    this.client = vertx.createNetClient();
    this.server = vertx.createNetServer().connectHandler(this::accept);
    await(server.listen(SocketAddress.inetSocketAddress(listen)));
  }

  private static void await(Future<?> future) {
    future.toCompletionStage().toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
  }

  private void accept(NetSocket in) {
    in.pause();
    sockets.add(in);
    if (silent) {
      return;
    }
    client
        .connect(SocketAddress.inetSocketAddress(to))
        .onSuccess(out -> join(in, out))
        .onFailure(_ -> in.close());
  }

  private void join(NetSocket in, NetSocket out) {
    sockets.add(out);
    in.handler(out::write);
    out.handler(in::write);
    in.closeHandler(_ -> closed(out));
    out.closeHandler(_ -> closed(in));
    in.resume();
  }

  private void closed(NetSocket other) {
    if (!silent) {
      other.close();
    }
  }

  void fallSilent() {
    silent = true;
    sockets.forEach(NetSocket::pause);
  }

  /** What was silent is gone; what connects from now on is forwarded. */
  void speakAgain() {
    silent = false;
    sockets.forEach(NetSocket::close);
    sockets.clear();
  }

  @Override
  public void close() {
    speakAgain();
    await(server.close());
    await(client.close());
  }
}
