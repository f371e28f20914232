package dev.leeward.health;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/** A connection without TLS that says one thing and hears what comes; owned by its loop. */
final class PlainConnection implements SocketLoop.Ready {
  private final SocketChannel channel;
  private final ByteBuffer unsent;
  private final Hearer hearer;
  private @Nullable SelectionKey key;
  private boolean connected;

  private PlainConnection(SocketChannel channel, byte[] said, Hearer hearer) {
    this.channel = channel;
    this.unsent = ByteBuffer.wrap(said);
    this.hearer = hearer;
  }

  /** What becomes of a connection. */
  interface Hearer {
    void connected();

    void couldNotConnect(IOException cause);

    /** All that was to be said is. */
    void said();

    /** Of what came; {@code piece} is valid until it returns. */
    void hear(ByteBuffer piece);

    /** The other side says no more. */
    void ended();

    void brokeOff(IOException cause);
  }

  /**
   * Called on the loop, returns at once.
   *
   * @throws IOException when this host has no descriptor or no way there
   */
  static PlainConnection open(SocketLoop loop, InetSocketAddress to, byte[] said, Hearer hearer)
      throws IOException {
    SocketChannel channel = SocketChannel.open(family(to));
    try {
      channel.configureBlocking(false);
      PlainConnection connection = new PlainConnection(channel, said, hearer);
      connection.key = loop.register(channel, connection);
      if (channel.connect(to)) {
        // The selector tells only of what is still pending.
        loop.execute(() -> connection.ready(ByteBuffer.allocate(0)));
      }
      return connection;
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  /** Else IPv4 goes through an IPv6 socket, which is a longer way. */
  private static StandardProtocolFamily family(InetSocketAddress to) {
    return to.getAddress() instanceof Inet4Address
        ? StandardProtocolFamily.INET
        : StandardProtocolFamily.INET6;
  }

  @Override
  public void ready(ByteBuffer piece) {
    try {
      if (!connected) {
        connect();
      } else if (unsent.hasRemaining()) {
        send();
      } else {
        hear(piece);
      }
    } catch (IOException e) {
      if (connected) {
        hearer.brokeOff(e);
      } else {
        hearer.couldNotConnect(e);
      }
    }
  }

  private void connect() throws IOException {
    connected = channel.finishConnect();
    if (connected) {
      hearer.connected();
      send();
    }
  }

  /** What does not fit is said when there is room: a request may be longer than that. */
  private void send() throws IOException {
    channel.write(unsent);
    if (key != null) {
      key.interestOps(unsent.hasRemaining() ? SelectionKey.OP_WRITE : SelectionKey.OP_READ);
    }
    if (!unsent.hasRemaining()) {
      hearer.said();
    }
  }

  private void hear(ByteBuffer piece) throws IOException {
    if (channel.read(piece) < 0) {
      hearer.ended();
    } else {
      hearer.hear(piece.flip());
    }
  }

  /**
   * In order, as a client's that has what it wants: a server's log has nothing to tell, and nothing
   * that is still on its way is cut off. What was heard in part only is reset by the kernel.
   */
  void close() {
    try {
      channel.close();
    } catch (IOException alreadyGone) {
      // It is closed all the same.
    }
  }
}
