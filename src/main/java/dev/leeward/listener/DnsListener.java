package dev.leeward.listener;

import dev.leeward.answer.Responder;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.net.NetServerOptions;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers on UDP and TCP at every address of its settings, each bound by itself. Owned by the
 * thread that starts and closes it; every UDP socket and every TCP event loop has a responder of
 * its own.
 */
public final class DnsListener implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DnsListener.class);
  private static final int MOST_TRIES_FOR_A_FREE_PORT = 20;
  private static final int EVENT_LOOPS = 2;

  private final ListenerSettings settings;
  private final Supplier<Responder> responders;
  private final Vertx vertx;
  private final ConnectionLimit limit;
  private final List<UdpEndpoint> udp = new ArrayList<>();
  private final List<TcpEndpoint> tcp = new ArrayList<>();

  /**
   * @param responders makes one for each thread
   */
  public DnsListener(ListenerSettings settings, Supplier<Responder> responders) {
    this.settings = settings;
    this.responders = responders;
    this.limit = new ConnectionLimit(settings.maxTcpConnections());
    this.vertx =
        Vertx.vertx(
            new VertxOptions()
                .setEventLoopPoolSize(EVENT_LOOPS)
                .setWorkerPoolSize(1)
                .setInternalBlockingPoolSize(1)
                .setFileSystemOptions(
                    new FileSystemOptions()
                        .setFileCachingEnabled(false)
                        .setClassPathResolvingEnabled(false)));
  }

  /**
   * Binds all addresses, then answers on them.
   *
   * @throws BindFailure when one cannot be bound; then none is
   */
  public void start() throws IOException {
    try {
      for (InetSocketAddress address : HostAddresses.expand(settings.addresses())) {
        bind(address);
      }
    } catch (IOException e) {
      close();
      throw e;
    }
    udp.forEach(endpoint -> endpoint.start(newAnswering()));
  }

  /** Where it answers, over UDP and TCP alike, with the real port in place of 0. */
  public List<InetSocketAddress> boundAddresses() {
    return udp.stream().map(UdpEndpoint::address).toList();
  }

  /** Stops answering; queries that are being answered may be lost. */
  @Override
  public void close() {
    udp.forEach(DnsListener::closeQuietly);
    tcp.forEach(DnsListener::closeQuietly);
    udp.clear();
    tcp.clear();
    closeQuietly(() -> TcpEndpoint.await(vertx.close()));
  }

  private void bind(InetSocketAddress address) throws BindFailure {
    for (int tries = 1; ; tries++) {
      UdpEndpoint endpoint = UdpEndpoint.bind(address);
      try {
        tcp.add(listen(endpoint.address()));
        udp.add(endpoint);
        return;
      } catch (IOException e) {
        closeQuietly(endpoint);
        if (address.getPort() != 0 || tries == MOST_TRIES_FOR_A_FREE_PORT) {
          throw new BindFailure("TCP", endpoint.address(), e.getCause() == null ? e : e.getCause());
        }
      }
    }
  }

  private TcpEndpoint listen(InetSocketAddress address) throws IOException {
    NetServerOptions options = TcpEndpoint.options(address, settings.tcpIdleTimeout());
    return TcpEndpoint.listen(
        vertx.createNetServer(options), settings.tcpIdleTimeout(), newAnswering(), limit);
  }

  private Answering newAnswering() {
    return new Answering(responders.get());
  }

  private static void closeQuietly(AutoCloseable closeable) {
    try {
      closeable.close();
    } catch (Exception e) {
      LOG.warn("closing a socket failed: {}", e.toString());
    }
  }
}
