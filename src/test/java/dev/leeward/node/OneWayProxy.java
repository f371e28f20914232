package dev.leeward.node;

import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.SocketAddress;
import java.net.InetSocketAddress;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

/**
 * Forwards TCP until one direction is broken: what whoever dialled says is then swallowed, what it
 * hears still arrives. Owned by the test; its sockets by their event loops.
 */
final class OneWayProxy {
  private final Queue<NetSocket> fromDialler = new ConcurrentLinkedQueue<>();
  private final NetClient client;
  private final InetSocketAddress to;
  private volatile boolean broken;

  OneWayProxy(Vertx vertx, InetSocketAddress listen, InetSocketAddress to) {
    this.to = to;
    this.client = vertx.createNetClient();
    vertx
        .createNetServer()
        .connectHandler(this::accept)
        .listen(SocketAddress.inetSocketAddress(listen))
        .toCompletionStage()
        .toCompletableFuture()
        .orTimeout(20, TimeUnit.SECONDS)
        .join();
  }

  private void accept(NetSocket in) {
    in.pause();
    client
        .connect(SocketAddress.inetSocketAddress(to))
        .onSuccess(out -> join(in, out))
        .onFailure(_ -> in.close());
  }

  private void join(NetSocket in, NetSocket out) {
    fromDialler.add(in);
    in.handler(out::write);
    out.handler(in::write);
    in.closeHandler(_ -> out.close());
    out.closeHandler(_ -> in.close());
    if (!broken) {
      in.resume();
    }
  }

  void breakOneDirection() {
    broken = true;
    fromDialler.forEach(NetSocket::pause);
  }
}
