package dev.leeward.listener;

import dev.leeward.answer.Responder;
import dev.leeward.answer.Transport;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.ServerSSLOptions;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers on UDP and TCP, and on TLS if configured, at every address of its settings. Owned by the
 * thread that starts and closes it, but for counts; every UDP socket, and every event loop of a TCP
 * socket, has a responder of its own.
 */
public final class DnsListener implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DnsListener.class);
  private static final int MOST_TRIES_FOR_A_FREE_PORT = 20;
  private static final int EVENT_LOOPS = Runtime.getRuntime().availableProcessors();
  private static final long IDLE_CHECKS_PER_TIMEOUT = 10;
  private static final long LONGEST_BETWEEN_IDLE_CHECKS_MILLIS = 1000;

  private final ListenerSettings settings;
  private final Supplier<Responder> responders;
  private final Vertx vertx;
  private final Connections connections;
  private final UdpTransport transport = UdpTransport.ofThisHost();
  private final LatencyObserver latency;
  private final QueryLogSwitch queryLog;
  private final List<UdpEndpoint> udp = new CopyOnWriteArrayList<>();
  private final List<StreamEndpoint> tcp = new ArrayList<>();
  private final List<StreamEndpoint> tls = new ArrayList<>();
  private @Nullable TlsIdentity certificate;
  private volatile @Nullable ServerSSLOptions sslOptions;

  /**
   * @param responders makes one for each thread
   */
  public DnsListener(
      ListenerSettings settings,
      Supplier<Responder> responders,
      ConnectionObserver observer,
      LatencyObserver latency,
      QueryLogSwitch queryLog) {
    this.settings = settings;
    this.queryLog = queryLog;
    this.latency = latency;
    this.responders = responders;
    this.connections = new Connections(settings.streams(), observer);
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

  DnsListener(
      ListenerSettings settings, Supplier<Responder> responders, ConnectionObserver observer) {
    this(settings, responders, observer, LatencyObserver.NONE, new QueryLogSwitch());
  }

  /**
   * Binds all addresses, then answers on them.
   *
   * @throws BindFailure when one cannot be bound; then none is
   * @throws TlsIdentity.UnusableException when certificate or key cannot be used; then none is
   */
  public void start() throws IOException, TlsIdentity.UnusableException {
    try {
      TlsSettings forTls = settings.tls();
      if (forTls != null) {
        use(TlsIdentity.read(forTls));
        for (InetSocketAddress address : HostAddresses.expand(forTls.addresses())) {
          tls.add(bind(address, Transport.TLS));
        }
      }
      bindAll();
    } catch (IOException | TlsIdentity.UnusableException e) {
      close();
      throw e;
    }
    long timeout = settings.streams().idleTimeout().toMillis();
    long pause =
        Math.clamp(timeout / IDLE_CHECKS_PER_TIMEOUT, 1, LONGEST_BETWEEN_IDLE_CHECKS_MILLIS);
    vertx.setPeriodic(pause, _ -> connections.closeIdle(System.nanoTime()));
    udp.forEach(endpoint -> endpoint.start(this::newAnswering));
  }

  private void bindAll() throws IOException {
    if (settings.addresses().isEmpty()) {
      return;
    }
    LOG.info(
        "udp by={} threads-per-address={} because={}",
        transport.text(),
        settings.udpThreads(),
        transport.reason());
    for (InetSocketAddress address :
        HostAddresses.forUdp(settings.addresses(), transport.isNative())) {
      bind(address);
    }
    int receiveBuffer = udp.stream().mapToInt(UdpEndpoint::receiveBuffer).min().orElse(0);
    if (receiveBuffer < UdpEndpoint.RECEIVE_BUFFER) {
      LOG.info(
          "udp receive-buffer={} asked={}: raise net.core.rmem_max, or bursts of queries are lost",
          receiveBuffer,
          UdpEndpoint.RECEIVE_BUFFER);
    }
  }

  /** Where it answers, over UDP and TCP alike, with the real port in place of 0. */
  public List<InetSocketAddress> boundAddresses() {
    return udp.stream().map(UdpEndpoint::address).toList();
  }

  /**
   * UDP packets that found a receive buffer full; empty where the system does not say. Any thread
   * may ask.
   */
  public OptionalLong droppedPackets() {
    return udp.stream()
        .map(UdpEndpoint::dropped)
        .filter(OptionalLong::isPresent)
        .mapToLong(OptionalLong::getAsLong)
        .reduce(Long::sum);
  }

  /** The ports of DNS over TLS, in the order of its addresses. */
  List<Integer> tlsPorts() {
    return tls.stream().map(StreamEndpoint::port).toList();
  }

  /**
   * From now on new connections get this certificate; those that stand keep theirs.
   *
   * @return whether it is another than before
   */
  public synchronized boolean use(TlsIdentity identity) {
    if (identity.equals(certificate)) {
      return false;
    }
    certificate = identity;
    sslOptions =
        new ServerSSLOptions()
            .setKeyCertOptions(
                new PemKeyCertOptions()
                    .setCertValue(buffer(identity.certificatePem()))
                    .setKeyValue(buffer(identity.privateKeyPem())));
    return true;
  }

  private static Buffer buffer(String pem) {
    return Buffer.buffer(pem.getBytes(StandardCharsets.ISO_8859_1));
  }

  private ServerSSLOptions sslOptions() {
    return Objects.requireNonNull(sslOptions, "TLS without a certificate");
  }

  /** Stops answering; queries that are being answered may be lost. */
  @Override
  public void close() {
    udp.forEach(DnsListener::closeQuietly);
    tcp.forEach(DnsListener::closeQuietly);
    tls.forEach(DnsListener::closeQuietly);
    udp.clear();
    tcp.clear();
    tls.clear();
    connections.closeAll();
    closeQuietly(() -> StreamEndpoint.await(vertx.close()));
  }

  /** TCP is bound to each address by itself, also where UDP has a wildcard. */
  private void bind(InetSocketAddress address) throws IOException {
    for (int tries = 1; ; tries++) {
      UdpEndpoint endpoint = transport.bind(address, settings.udpThreads());
      List<StreamEndpoint> streams = new ArrayList<>();
      try {
        for (InetSocketAddress each : HostAddresses.eachOf(endpoint.address())) {
          streams.add(bind(each, Transport.TCP));
        }
        tcp.addAll(streams);
        udp.add(endpoint);
        return;
      } catch (IOException e) {
        closeQuietly(endpoint);
        streams.forEach(DnsListener::closeQuietly);
        if (address.getPort() != 0 || tries == MOST_TRIES_FOR_A_FREE_PORT) {
          throw e;
        }
      }
    }
  }

  private StreamEndpoint bind(InetSocketAddress address, Transport transport) throws BindFailure {
    StreamEndpoint endpoint =
        new StreamEndpoint(
            vertx,
            address,
            this::newAnswering,
            connections,
            transport == Transport.TLS ? this::sslOptions : null);
    try {
      endpoint.listen(EVENT_LOOPS);
      return endpoint;
    } catch (IOException e) {
      throw new BindFailure(transport, address, e.getCause() == null ? e : e.getCause());
    }
  }

  private Answering newAnswering() {
    return new Answering(responders.get(), latency, queryLog);
  }

  private static void closeQuietly(AutoCloseable closeable) {
    try {
      closeable.close();
    } catch (Exception e) {
      LOG.warn("closing a socket failed: {}", e.toString());
    }
  }
}
