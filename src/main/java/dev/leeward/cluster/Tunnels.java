package dev.leeward.cluster;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.SocketAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The ways of the map's members to each other: on a loopback address for each peer this host
 * listens for its own member and carries what it says to the peer, who carries it to his. Owned by
 * the link's event loop.
 */
final class Tunnels {
  /** Two members hold one connection, or a few while they make it anew. */
  static final int MOST_PER_PEER = 16;

  /** Makes the link's part of a tunnel and gives it to {@link Tunnel#link} before it begins. */
  interface Dialler {
    void dial(Tunnel tunnel);
  }

  private record Entrance(InetSocketAddress address, NetServer server) {}

  private final Vertx vertx;
  private final LinkObserver observer;
  private final Dialler dialler;
  private final NetClient toMember;
  private final Map<String, Entrance> entrances = new HashMap<>();
  private final Set<Tunnel> open = new HashSet<>();
  private final Map<LinkConnection, Tunnel> byLink = new HashMap<>();
  private @Nullable InetSocketAddress member;

  Tunnels(Vertx vertx, LinkObserver observer, Duration connectTimeout, Dialler dialler) {
    this.vertx = vertx;
    this.observer = observer;
    this.dialler = dialler;
    this.toMember =
        vertx.createNetClient(
            new NetClientOptions()
                .setTcpNoDelay(true)
                .setConnectTimeout(Math.toIntExact(connectTimeout.toMillis())));
  }

  /** Listens where these say, and nowhere else; what stays is left alone. */
  Future<Void> open(MapRoutes routes) {
    member = routes.isTunnelled() ? routes.bind() : null;
    Map<String, InetSocketAddress> wanted = routes.entrances();
    List<Future<Void>> changes = new ArrayList<>();
    for (String peer : Set.copyOf(entrances.keySet())) {
      Entrance entrance = entrances.get(peer);
      if (entrance != null && !entrance.address().equals(wanted.get(peer))) {
        changes.add(close(peer));
      }
    }
    wanted.forEach((peer, address) -> {
      if (!entrances.containsKey(peer)) {
        changes.add(listen(peer, address));
      }
    });
    return Future.join(changes).mapEmpty();
  }

  private Future<Void> close(String peer) {
    Entrance entrance = entrances.remove(peer);
    Set.copyOf(open).stream()
        .filter(tunnel -> tunnel.peer().equals(peer))
        .forEach(tunnel -> tunnel.end("the configuration changed"));
    return entrance == null ? Future.succeededFuture() : entrance.server().close();
  }

  private Future<Void> listen(String peer, InetSocketAddress address) {
    NetServer server =
        vertx
            .createNetServer(
                new NetServerOptions()
                    .setHost(address.getAddress().getHostAddress())
                    .setPort(address.getPort())
                    .setTcpNoDelay(true))
            .connectHandler(socket -> entered(peer, socket));
    entrances.put(peer, new Entrance(address, server));
    return server
        .listen()
        .recover(e -> {
          entrances.remove(peer);
          return Future.failedFuture(LinkBindFailure.ofTunnel(peer, address, e));
        })
        .mapEmpty();
  }

  private void entered(String peer, NetSocket socket) {
    Tunnel tunnel = begin(peer);
    if (tunnel == null) {
      socket.close();
      return;
    }
    tunnel.local(socket);
    dialler.dial(tunnel);
  }

  /** Null when the peer has enough of them. */
  private @Nullable Tunnel begin(String peer) {
    if (open.stream().filter(tunnel -> tunnel.peer().equals(peer)).count() >= MOST_PER_PEER) {
      return null;
    }
    Tunnel tunnel = new Tunnel(peer, observer, this::ended);
    open.add(tunnel);
    return tunnel;
  }

  private void ended(Tunnel tunnel) {
    open.remove(tunnel);
    byLink.values().remove(tunnel);
  }

  /** This side dialled; the peer's hello is still to come. */
  void dialled(Tunnel tunnel, LinkConnection connection) {
    byLink.put(connection, tunnel);
    tunnel.link(connection);
  }

  void stands(LinkConnection connection) {
    if (connection.isDialled()) {
      Tunnel tunnel = byLink.get(connection);
      if (tunnel != null) {
        tunnel.stands();
      }
    } else {
      arrived(connection);
    }
  }

  private void arrived(LinkConnection connection) {
    InetSocketAddress to = member;
    Tunnel tunnel = to == null ? null : begin(connection.peer());
    if (to == null || tunnel == null) {
      connection.close(to == null ? "no member of the map here" : "too many tunnels");
      return;
    }
    dialled(tunnel, connection);
    tunnel.stands();
    toMember
        .connect(SocketAddress.inetSocketAddress(to))
        .onSuccess(tunnel::local)
        .onFailure(_ -> tunnel.end("the map's member does not answer"));
  }

  void received(LinkConnection connection, byte[] octets) {
    Tunnel tunnel = byLink.get(connection);
    if (tunnel != null) {
      tunnel.fromPeer(octets);
    }
  }

  void drained(LinkConnection connection) {
    Tunnel tunnel = byLink.get(connection);
    if (tunnel != null) {
      tunnel.drained();
    }
  }

  void closed(LinkConnection connection) {
    Tunnel tunnel = byLink.get(connection);
    if (tunnel != null) {
      tunnel.end(connection.closeReason());
    }
  }

  /** Until it is opened again nothing is carried. */
  void end() {
    member = null;
    Set.copyOf(open).forEach(tunnel -> tunnel.end("tunnels are closed"));
    entrances.values().forEach(entrance -> entrance.server().close());
    entrances.clear();
  }
}
