package dev.leeward.cluster;

import dev.leeward.topology.Instance;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.SocketAddress;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;

/**
 * Listens, dials and keeps the connections alive. Owned by its own event loop; other threads only
 * read the peers and post.
 */
final class LinkLoop extends VerticleBase implements LinkConnection.Owner {
  /** One ping may come late without being lost. */
  private static final long LEAST_SILENT_BEATS = 3;

  private final LinkSettings settings;
  private final LinkParts parts;
  private final LinkTls tls;
  private final int mostSilentBeats;
  private final RefusalLog refusalLog;
  private final Set<LinkConnection> open = new HashSet<>();
  private volatile Map<String, Peer> peers = Map.of();
  private volatile @Nullable Context ownContext;

  /** Held, because Vert.x closes servers and clients that nobody holds when it collects them. */
  private volatile @Nullable NetServer server;

  private final AtomicLong refusals = new AtomicLong();
  private @Nullable NetClient client;
  private @Nullable Tunnels tunnels;

  LinkLoop(LinkSettings settings, LinkParts parts) {
    this.settings = settings;
    this.parts = parts;
    this.refusalLog = new RefusalLog(parts.clock());
    this.tls = new LinkTls(parts.key(), new PinnedKeys());
    this.mostSilentBeats =
        Math.toIntExact(
            Math.max(LEAST_SILENT_BEATS, settings.silence().dividedBy(settings.beat())));
    instances(settings.instances());
  }

  Map<String, Peer> peers() {
    return peers;
  }

  private Tunnels tunnels() {
    return Objects.requireNonNull(tunnels, "begun with the link");
  }

  @Nullable Context ownContext() {
    return ownContext;
  }

  int port() {
    NetServer listening = server;
    return listening == null ? 0 : listening.actualPort();
  }

  long refusals() {
    return refusals.get();
  }

  @Override
  public Future<?> start() {
    NetServer listener = vertx.createNetServer(tls.server(settings.listen()));
    listener.connectHandler(this::accept);
    listener.exceptionHandler(e -> refused(LinkErrors.refusal(e), LinkErrors.text(e)));
    client = vertx.createNetClient(tls.client(settings.beat()));
    tunnels = new Tunnels(vertx, parts.observer(), settings.beat(), this::dialTunnel);
    return listener
        .listen()
        .recover(e -> Future.failedFuture(LinkBindFailure.ofLink(settings.listen(), e)))
        .onSuccess(_ -> listening(listener));
  }

  private void listening(NetServer listener) {
    server = listener;
    ownContext = context;
    vertx.setPeriodic(0, settings.beat().toMillis(), _ -> beat());
  }

  @Override
  public Future<?> stop() {
    ownContext = null;
    if (tunnels != null) {
      tunnels.end();
    }
    Set.copyOf(open).forEach(connection -> connection.close("this instance stops"));
    return Future.succeededFuture();
  }

  void instances(List<Instance> instances) {
    tls.pins().replace(instances);
    Map<String, Peer> before = peers;
    Map<String, Peer> next = new LinkedHashMap<>();
    for (Instance instance : instances) {
      if (!instance.name().equals(settings.self())) {
        Peer known = before.get(instance.name());
        next.put(
            instance.name(),
            known != null && known.renew(instance)
                ? known
                : new Peer(instance, parts.observer(), parts.clock()));
      }
    }
    peers = Map.copyOf(next);
    Set.copyOf(open).stream()
        .filter(connection -> !fits(connection, next.get(connection.peer()), before))
        .forEach(connection -> connection.close("the configuration changed"));
  }

  /**
   * A key that is added leaves the connection alone; one that is taken away ends what it proved.
   */
  private boolean fits(LinkConnection connection, @Nullable Peer now, Map<String, Peer> before) {
    return now != null
        && now == before.get(connection.peer())
        && connection.peer().equals(instance(connection.socket()));
  }

  private void beat() {
    Set.copyOf(open).forEach(connection -> connection.beat(mostSilentBeats));
    peers.values().forEach(this::dialMissing);
  }

  /** One side dials, so that two never cross: the lower name. */
  private void dialMissing(Peer peer) {
    if (settings.self().compareTo(peer.instance().name()) < 0) {
      for (LinkChannel channel : LinkChannel.STANDING) {
        if (peer.beginDialling(channel)) {
          dial(peer, channel);
        }
      }
    }
  }

  private Future<NetSocket> connect(Peer peer) {
    NetClient dialler = client;
    return dialler == null
        ? Future.failedFuture("this instance stops")
        : dialler.connect(SocketAddress.inetSocketAddress(peer.instance().linkAddress()));
  }

  private void dial(Peer peer, LinkChannel channel) {
    connect(peer)
        .onSuccess(socket -> dialled(peer, channel, socket))
        .onFailure(e -> notDialled(peer, channel, e));
  }

  private void notDialled(Peer peer, LinkChannel channel, Throwable error) {
    peer.endDialling(channel);
    peer.error(LinkErrors.text(error));
    if (LinkErrors.untrusted(error) != null) {
      refused(Refusal.UNKNOWN_KEY, peer.instance().name() + ": " + LinkErrors.text(error));
    }
  }

  private void dialled(Peer peer, LinkChannel channel, NetSocket socket) {
    LinkConnection connection = proven(peer, channel, socket);
    if (connection == null) {
      peer.endDialling(channel);
    } else {
      begin(connection);
    }
  }

  /** Null when it was closed because somebody else answered, or nobody wants it any more. */
  private @Nullable LinkConnection proven(Peer peer, LinkChannel channel, NetSocket socket) {
    String name = peer.instance().name();
    if (ownContext == null || peers.get(name) != peer) {
      socket.close();
      return null;
    }
    if (!name.equals(instance(socket))) {
      String why = "another instance's key answers at its link-address";
      peer.error(why);
      refused(Refusal.WRONG_INSTANCE, name + ": " + why);
      socket.close();
      return null;
    }
    return new LinkConnection(socket, name, hello(channel.code()), true, this);
  }

  /** For the map's members: their connections begin and end with this. */
  Future<Void> openTunnels(MapRoutes routes) {
    Tunnels ways = tunnels;
    return ways == null ? Future.failedFuture("the peer link is not started") : ways.open(routes);
  }

  void closeTunnels() {
    tunnels().end();
  }

  /** Either side dials: whichever member wants a connection. */
  private void dialTunnel(Tunnel tunnel) {
    Peer peer = peers.get(tunnel.peer());
    if (peer == null) {
      tunnel.end("'" + tunnel.peer() + "' is no instance");
      return;
    }
    parts.observer().dialled(tunnel.peer(), LinkChannel.TUNNEL);
    connect(peer)
        .onSuccess(socket -> tunnelDialled(peer, tunnel, socket))
        .onFailure(e -> tunnel.end(LinkErrors.text(e)));
  }

  private void tunnelDialled(Peer peer, Tunnel tunnel, NetSocket socket) {
    LinkConnection connection = proven(peer, LinkChannel.TUNNEL, socket);
    if (connection == null) {
      tunnel.end("another instance answers");
    } else {
      tunnels().dialled(tunnel, connection);
      begin(connection);
    }
  }

  private void accept(NetSocket socket) {
    String name = instance(socket);
    Peer peer = name == null ? null : peers.get(name);
    if (name == null || peer == null) {
      refused(
          Refusal.WRONG_INSTANCE,
          "'" + name + "' at " + socket.remoteAddress().hostAddress() + " is no peer");
      socket.close();
      return;
    }
    begin(new LinkConnection(socket, name, hello(0), false, this));
  }

  private void begin(LinkConnection connection) {
    open.add(connection);
    connection.start();
  }

  private Hello hello(int channel) {
    return new Hello(Hello.VERSION, channel, settings.cluster(), settings.self());
  }

  /**
   * Asked again after the handshake: a resumed session shows the trust manager nothing, and a
   * reload may have taken the key away since.
   */
  private @Nullable String instance(NetSocket socket) {
    try {
      Optional<String> name = tls.pins().instance(socket.peerCertificates().getFirst());
      return name.orElse(null);
    } catch (SSLPeerUnverifiedException noCertificate) {
      return null;
    }
  }

  @Override
  public void stands(LinkConnection connection, LinkChannel channel) {
    Peer peer = peers.get(connection.peer());
    if (peer == null) {
      connection.close("the configuration changed");
      return;
    }
    if (channel == LinkChannel.TUNNEL) {
      tunnels().stands(connection);
      return;
    }
    if (!connection.isDialled() && connection.peer().compareTo(settings.self()) > 0) {
      connection.refuse(Refusal.WRONG_INSTANCE, "is not one that dials");
      return;
    }
    boolean complete = peer.stands(connection, channel);
    peer.flush(channel);
    if (complete) {
      parts.inbox().connected(connection.peer());
    }
  }

  @Override
  public void received(LinkConnection connection, LinkChannel channel, byte[] content) {
    Peer peer = peers.get(connection.peer());
    if (peer == null) {
      return;
    }
    switch (channel) {
      case BALLOTS -> {
        peer.received(channel, content.length);
        parts.inbox().ballot(connection.peer(), content);
      }
      case LEDGER -> {
        peer.received(channel, content.length);
        parts.inbox().ledger(connection.peer(), content);
      }
      case TUNNEL -> tunnels().received(connection, content);
    }
  }

  @Override
  public void noticed(LinkConnection connection, byte[] content) {
    Peer peer = peers.get(connection.peer());
    if (peer != null) {
      peer.received(LinkChannel.LEDGER, content.length);
      parts.inbox().notice(connection.peer(), content);
    }
  }

  @Override
  public void drained(LinkConnection connection) {
    Peer peer = peers.get(connection.peer());
    LinkChannel channel = connection.channel();
    if (connection.isTunnel()) {
      tunnels().drained(connection);
    } else if (peer != null && channel != null) {
      peer.flush(channel);
    }
  }

  @Override
  public void refused(LinkConnection connection, Refusal refusal, String why) {
    refused(refusal, connection.peer() + " " + why);
  }

  private void refused(Refusal refusal, String why) {
    refusals.incrementAndGet();
    parts.observer().refused(refusal);
    refusalLog.refused(refusal, why);
  }

  @Override
  public void closed(LinkConnection connection) {
    open.remove(connection);
    if (connection.isTunnel()) {
      tunnels().closed(connection);
      return;
    }
    Peer peer = peers.get(connection.peer());
    if (peer != null && ownContext != null) {
      connection.dialledChannel().ifPresent(peer::endDialling);
      peer.closed(connection);
    }
  }
}
