package dev.leeward.listener;

import dev.leeward.answer.Client;
import dev.leeward.answer.Transport;
import io.vertx.core.Future;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One TCP socket. All its connections share one event loop, which owns {@code answering}. */
final class TcpEndpoint implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TcpEndpoint.class);
  private static final long LONGEST_WAIT_SECONDS = 10;
  private static final int BACKLOG = 1024;

  private final NetServer server;
  private final Answering answering;
  private final ConnectionLimit limit;
  private final int idleTenths;

  private TcpEndpoint(
      NetServer server, Duration idleTimeout, Answering answering, ConnectionLimit limit) {
    this.idleTenths = (int) Math.min(0xFFFF, idleTimeout.toMillis() / 100);
    this.server = server;
    this.answering = answering;
    this.limit = limit;
  }

  static NetServerOptions options(InetSocketAddress address, Duration idleTimeout) {
    return new NetServerOptions()
        .setHost(address.getAddress().getHostAddress())
        .setPort(address.getPort())
        .setTcpNoDelay(true)
        .setAcceptBacklog(BACKLOG)
        .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
        .setIdleTimeout((int) idleTimeout.toMillis());
  }

  static TcpEndpoint listen(
      NetServer server, Duration idleTimeout, Answering answering, ConnectionLimit limit)
      throws IOException {
    TcpEndpoint endpoint = new TcpEndpoint(server, idleTimeout, answering, limit);
    server.connectHandler(endpoint::accept);
    await(server.listen());
    return endpoint;
  }

  private void accept(NetSocket socket) {
    socket.exceptionHandler(e -> LOG.debug("TCP connection ended: {}", e.toString()));
    if (!limit.enter()) {
      socket.close();
      return;
    }
    socket.closeHandler(_ -> limit.leave());
    InetAddress client = InetAddress.ofLiteral(socket.remoteAddress().hostAddress());
    new TcpConnection(socket, new Client(Transport.TCP, client, idleTenths), answering).start();
  }

  @Override
  public void close() throws IOException {
    await(server.close());
  }

  static <T> T await(Future<T> future) throws IOException {
    try {
      return future
          .toCompletionStage()
          .toCompletableFuture()
          .get(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw new IOException(e.getCause());
    } catch (TimeoutException e) {
      throw new IOException("no result within " + LONGEST_WAIT_SECONDS + " s", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
