package dev.leeward.listener;

import dev.leeward.answer.Transport;
import dev.leeward.listener.ConnectionObserver.End;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
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
 * One TCP socket, for plain TCP or TLS. Its connections go to the event loops in turn; each loop
 * has a responder of its own. Owned by the thread that listens and closes.
 */
final class StreamEndpoint implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(StreamEndpoint.class);
  private static final long LONGEST_WAIT_SECONDS = 10;
  private static final int BACKLOG = 1024;

  /** To Vert.x: any free port, and the same for all loops. */
  private static final int FREE_PORT = -1;

  private final Vertx vertx;
  private final InetSocketAddress address;
  private final Supplier<Answering> answerings;
  private final Connections connections;
  private final @Nullable Supplier<ServerSSLOptions> tls;
  private volatile int port;
  private @Nullable String deployment;

  /**
   * @param answerings one for each event loop
   * @param tls asked for each connection, so that the next one gets a new certificate; null for
   *     plain TCP
   */
  StreamEndpoint(
      Vertx vertx,
      InetSocketAddress address,
      Supplier<Answering> answerings,
      Connections connections,
      @Nullable Supplier<ServerSSLOptions> tls) {
    this.vertx = vertx;
    this.address = address;
    this.answerings = answerings;
    this.connections = connections;
    this.tls = tls;
  }

  /** On so many event loops. */
  void listen(int loops) throws IOException {
    DeploymentOptions each = new DeploymentOptions().setInstances(loops);
    deployment = await(vertx.deployVerticle(Loop::new, each));
  }

  int port() {
    return port;
  }

  /** What one event loop has of the socket. */
  private final class Loop extends VerticleBase {
    private final AnswerBatch batch = new AnswerBatch(answerings.get());

    @Override
    public Future<?> start() {
      NetServer server = vertx.createNetServer(options()).connectHandler(this::accept);
      return server.listen().onSuccess(_ -> port = server.actualPort());
    }

    private void accept(NetSocket socket) {
      InetAddress client = InetAddress.ofLiteral(socket.remoteAddress().hostAddress());
      Transport transport = tls == null ? Transport.TCP : Transport.TLS;
      StreamConnection connection =
          new StreamConnection(socket, transport, client, batch, connections);
      socket.exceptionHandler(e -> LOG.debug("connection ended: {}", e.toString()));
      socket.closeHandler(_ -> connections.leave(connection, End.CLIENT));
      if (connections.enter(connection)) {
        begin(socket, connection);
      }
    }
  }

  private NetServerOptions options() {
    return new NetServerOptions()
        .setHost(address.getAddress().getHostAddress())
        .setPort(address.getPort() == 0 ? FREE_PORT : address.getPort())
        .setTcpNoDelay(true)
        .setAcceptBacklog(BACKLOG);
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
    if (deployment != null) {
      await(vertx.undeploy(deployment));
    }
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
