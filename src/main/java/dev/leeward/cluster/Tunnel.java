package dev.leeward.cluster;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One connection between two members of the map: to the member on this host in the clear, to the
 * peer through the link. Neither side is read faster than the other takes it, and both end
 * together. Owned by the link's event loop.
 */
final class Tunnel {
  private static final int LOCAL_QUEUE_OCTETS = 256 << 10;

  private final String peer;
  private final LinkObserver observer;
  private final Consumer<Tunnel> onEnd;
  private @Nullable NetSocket local;
  private @Nullable LinkConnection link;
  private boolean stands;
  private boolean carries;
  private boolean ended;

  Tunnel(String peer, LinkObserver observer, Consumer<Tunnel> onEnd) {
    this.peer = peer;
    this.observer = observer;
    this.onEnd = onEnd;
  }

  String peer() {
    return peer;
  }

  void local(NetSocket socket) {
    if (ended) {
      socket.close();
      return;
    }
    local = socket;
    socket.pause();
    socket.exceptionHandler(_ -> {});
    socket.closeHandler(_ -> end("the map's member closed its connection"));
    begin();
  }

  void link(LinkConnection connection) {
    if (ended) {
      connection.close("nobody waits for it any more");
      return;
    }
    link = connection;
  }

  /** Nothing is read from the link until the member is there. */
  void stands() {
    stands = true;
    if (link != null) {
      link.pause();
    }
    begin();
  }

  private void begin() {
    NetSocket member = local;
    LinkConnection connection = link;
    if (member == null || connection == null || !stands || carries) {
      return;
    }
    carries = true;
    observer.connected(peer, LinkChannel.TUNNEL);
    member.setWriteQueueMaxSize(LOCAL_QUEUE_OCTETS);
    member.handler(octets -> toPeer(connection, member, octets));
    member.drainHandler(_ -> connection.resume());
    member.resume();
    connection.resume();
  }

  private void toPeer(LinkConnection connection, NetSocket member, Buffer octets) {
    int largest = LinkChannel.TUNNEL.largestOctets();
    for (int from = 0; from < octets.length(); from += largest) {
      byte[] part = octets.getBytes(from, Math.min(octets.length(), from + largest));
      connection.send(LinkChannel.TUNNEL, part);
      observer.sent(peer, LinkChannel.TUNNEL, part.length);
    }
    if (!connection.hasRoom()) {
      member.pause();
    }
  }

  void fromPeer(byte[] octets) {
    NetSocket member = local;
    LinkConnection connection = link;
    if (!carries || member == null || connection == null) {
      end("octets before there was a way to the map's member");
      return;
    }
    observer.received(peer, LinkChannel.TUNNEL, octets.length);
    member.write(Buffer.buffer(octets));
    if (member.writeQueueFull()) {
      connection.pause();
    }
  }

  /** The link takes octets again. */
  void drained() {
    if (carries && local != null) {
      local.resume();
    }
  }

  void end(String why) {
    if (ended) {
      return;
    }
    ended = true;
    if (carries) {
      observer.disconnected(peer, LinkChannel.TUNNEL);
    }
    if (link != null) {
      link.close(why);
    }
    if (local != null) {
      local.close();
    }
    onEnd.accept(this);
  }
}
