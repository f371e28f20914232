package dev.leeward.cluster;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One TLS connection with a peer whose key is known, whoever dialled. It stands when the peer's
 * hello was read and is right. Owned by the link's event loop.
 */
final class LinkConnection implements Frames.Receiver {
  /** What the link does about it. */
  interface Owner {
    void stands(LinkConnection connection, LinkChannel channel);

    void received(LinkConnection connection, LinkChannel channel, byte[] content);

    void noticed(LinkConnection connection, byte[] content);

    void refused(LinkConnection connection, Refusal refusal, String why);

    /** There is room to write again. */
    void drained(LinkConnection connection);

    void closed(LinkConnection connection);
  }

  private final NetSocket socket;
  private final String peer;
  private final Hello mine;
  private final boolean dialled;
  private final Owner owner;
  private final Frames frames = new Frames(Hello.LARGEST_OCTETS, this);

  private @Nullable LinkChannel channel;
  private @Nullable String closeReason;
  private int silentBeats;
  private boolean paused;
  private boolean closed;

  /**
   * @param mine when dialled, names the channel that is asked for; else the channel is the peer's
   *     choice
   */
  LinkConnection(NetSocket socket, String peer, Hello mine, boolean dialled, Owner owner) {
    this.socket = socket;
    this.peer = peer;
    this.mine = mine;
    this.dialled = dialled;
    this.owner = owner;
  }

  void start() {
    socket.exceptionHandler(e -> reason(LinkErrors.text(e)));
    socket.closeHandler(_ -> closed());
    socket.drainHandler(_ -> owner.drained(this));
    socket.handler(this::octets);
    if (dialled) {
      write(Frames.of(FrameKind.HELLO, mine.write()));
    }
  }

  String peer() {
    return peer;
  }

  NetSocket socket() {
    return socket;
  }

  boolean isDialled() {
    return dialled;
  }

  /** Asked for by this side, or by the peer's hello. */
  boolean isTunnel() {
    return channel == LinkChannel.TUNNEL || dialled && mine.channel() == LinkChannel.TUNNEL.code();
  }

  /** What was asked for when this side dialled. */
  Optional<LinkChannel> dialledChannel() {
    return dialled ? Optional.ofNullable(LinkChannel.ofCode(mine.channel())) : Optional.empty();
  }

  /** Null before the peer's hello. */
  @Nullable LinkChannel channel() {
    return channel;
  }

  String closeReason() {
    if (closeReason != null) {
      return closeReason;
    }
    return channel == null
        ? "closed by the peer before its hello; its log says why"
        : "closed by the peer";
  }

  boolean hasRoom() {
    return !socket.writeQueueFull();
  }

  void send(LinkChannel on, byte[] content) {
    write(Frames.of(FrameKind.carrying(on), content));
  }

  void sendNotice(byte[] content) {
    write(Frames.of(FrameKind.NOTICE, content));
  }

  /**
   * Tells the peer that this side lives, and counts how long the peer told nothing. Beats are
   * counted, not time: a process that was suspended does not blame its peers. Nor does one that
   * does not listen.
   */
  void beat(int mostSilentBeats) {
    if (!paused && ++silentBeats >= mostSilentBeats) {
      close("nothing received for " + mostSilentBeats + " beats");
      return;
    }
    if (channel != null && hasRoom()) {
      write(Frames.of(FrameKind.PING, new byte[0]));
    }
  }

  /** Reads nothing until {@link #resume}: back-pressure of what comes after this link. */
  void pause() {
    paused = true;
    socket.pause();
  }

  void resume() {
    paused = false;
    silentBeats = 0;
    socket.resume();
  }

  /**
   * Gives up at once: where nothing arrives any more, what was written before holds up the end of
   * TLS for seconds.
   */
  void close(String reason) {
    reason(reason);
    frames.stop();
    socket.close();
    closed();
  }

  private void closed() {
    if (!closed) {
      closed = true;
      owner.closed(this);
    }
  }

  private void reason(String reason) {
    if (closeReason == null) {
      closeReason = reason;
    }
  }

  private void octets(Buffer octets) {
    silentBeats = 0;
    frames.handle(octets);
  }

  @Override
  public void frame(FrameKind kind, byte[] content) {
    LinkChannel standing = channel;
    if (standing == null) {
      if (kind == FrameKind.HELLO) {
        hello(Hello.read(content));
      } else {
        broken("a frame before the hello");
      }
    } else if (kind == FrameKind.carrying(standing)) {
      owner.received(this, standing, content);
    } else if (kind == FrameKind.NOTICE && standing == LinkChannel.LEDGER) {
      owner.noticed(this, content);
    } else if (kind != FrameKind.PING) {
      broken("a frame of kind " + kind + " on the connection for " + standing);
    }
  }

  private void hello(@Nullable Hello theirs) {
    if (theirs == null) {
      broken("an unreadable hello");
      return;
    }
    if (!dialled) {
      // answered before it is judged, so that the dialling side can say what does not fit
      write(Frames.of(FrameKind.HELLO, answerTo(theirs).write()));
    }
    LinkChannel asked = LinkChannel.ofCode(theirs.channel());
    if (theirs.version() != mine.version()) {
      refuse(Refusal.WRONG_VERSION, "speaks version " + theirs.version() + " of the link");
    } else if (!theirs.cluster().equals(mine.cluster())) {
      refuse(
          Refusal.WRONG_CLUSTER,
          "belongs to cluster '" + LinkErrors.printable(theirs.cluster()) + "'");
    } else if (!theirs.instance().equals(peer)) {
      refuse(
          Refusal.WRONG_INSTANCE, "says it is '" + LinkErrors.printable(theirs.instance()) + "'");
    } else if (asked == null || (dialled && theirs.channel() != mine.channel())) {
      broken("a hello for channel " + theirs.channel());
    } else {
      channel = asked;
      frames.largestOctets(asked.largestOctets());
      socket.setWriteQueueMaxSize(asked.writeQueueOctets());
      owner.stands(this, asked);
    }
  }

  private Hello answerTo(Hello theirs) {
    return new Hello(mine.version(), theirs.channel(), mine.cluster(), mine.instance());
  }

  @Override
  public void broken(String why) {
    refuse(Refusal.BAD_FRAME, "sent " + why);
  }

  void refuse(Refusal refusal, String why) {
    owner.refused(this, refusal, why);
    close("refused: " + why);
  }

  private void write(Buffer frame) {
    socket.write(frame).onFailure(e -> reason(LinkErrors.text(e)));
  }
}
