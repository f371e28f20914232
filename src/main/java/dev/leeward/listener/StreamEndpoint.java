package dev.leeward.listener;

import dev.leeward.answer.Transport;
import dev.leeward.listener.ConnectionObserver.End;
import io.vertx.core.Future;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.ServerSSLOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One TCP socket, for plain TCP or TLS. All its connections share one event loop, which owns {@code
 * answering}.
 */
final class StreamEndpoint implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(StreamEndpoint.class);
  private static final long LONGEST_WAIT_SECONDS = 10;
  private static final int BACKLOG = 1024;

  private final NetServer server;
  private final Answering answering;
  private final Connections connections;
  private final @Nullable Supplier<ServerSSLOptions> tls;

  /**
   * @param tls asked for each connection, so that the next one gets a new certificate; null for
   *     plain TCP
   */
  StreamEndpoint(
      NetServer server,
      Answering answering,
      Connections connections,
      @Nullable Supplier<ServerSSLOptions> tls) {
    this.server = server;
    this.answering = answering;
    this.connections = connections;
    this.tls = tls;
  }

  static NetServerOptions options(InetSocketAddress address) {
    return new NetServerOptions()
        .setHost(address.getAddress().getHostAddress())
        .setPort(address.getPort())
        .setTcpNoDelay(true)
        .setAcceptBacklog(BACKLOG);
  }

  void listen() throws IOException {
    server.connectHandler(this::accept);
    await(server.listen());
  }

  int port() {
    return server.actualPort();
  }

  private void accept(NetSocket socket) {
    InetAddress client = InetAddress.ofLiteral(socket.remoteAddress().hostAddress());
    Transport transport = tls == null ? Transport.TCP : Transport.TLS;
    StreamConnection connection =
        new StreamConnection(socket, transport, client, answering, connections);
    socket.exceptionHandler(e -> LOG.debug("connection ended: {}", e.toString()));
    socket.closeHandler(_ -> connections.leave(connection, End.CLIENT));
    if (connections.enter(connection)) {
      begin(socket, connection);
    }
  }

  /** The handshake counts as a connection from its first octet on, and against the idle timeout. */
  private void begin(NetSocket socket, StreamConnection connection) {
    if (tls == null) {
      connection.start();
      return;
    }
    socket
        .upgradeToSsl(tls.get())
        .onSuccess(_ -> connection.start())
        .onFailure(_ -> connection.close(End.HANDSHAKE));
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
