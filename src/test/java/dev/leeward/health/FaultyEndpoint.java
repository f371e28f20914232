package dev.leeward.health;

import dev.leeward.topology.Network;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/** A real server that works or fails in the way that a test wants next; any thread. */
final class FaultyEndpoint implements AutoCloseable {
  /** What it does to whoever connects. */
  enum Behaviour {
    WORKS,
    REFUSES,
    HANGS,
    RESETS,
    RESETS_IN_THE_ANSWER,
    CLOSES,
    CLOSES_IN_THE_ANSWER,
    ERRS,
    BABBLES,
    SAYS_SOMETHING_ELSE
  }

  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\n";

  private final InetAddress address;
  private final int port;
  private volatile Behaviour behaviour = Behaviour.WORKS;
  private @Nullable ServerSocket socket;

  /** Hung connections wait here until the behaviour changes. */
  private volatile Semaphore hanging = new Semaphore(0);

  FaultyEndpoint(String address) throws IOException {
    this.address = Network.parseAddress(address);
    ServerSocket first = new ServerSocket(0, 200, this.address);
    this.port = first.getLocalPort();
    serve(first);
  }

  int port() {
    return port;
  }

  Behaviour behaviour() {
    return behaviour;
  }

  void become(Behaviour next) throws IOException {
    behaviour = next;
    hanging.release(10_000);
    hanging = new Semaphore(0);
    if (next == Behaviour.REFUSES) {
      close();
    } else if (socket == null) {
      ServerSocket again = new ServerSocket();
      again.setReuseAddress(true);
      again.bind(new InetSocketAddress(address, port), 200);
      serve(again);
    }
  }

  private void serve(ServerSocket listening) {
    socket = listening;
    Thread.ofVirtual()
        .start(() -> {
          while (!listening.isClosed()) {
            try {
              Socket client = listening.accept();
              Thread.ofVirtual().start(() -> meet(client));
            } catch (IOException closed) {
              break;
            }
          }
        });
  }

  private void meet(Socket client) {
    Behaviour now = behaviour;
    Semaphore released = hanging;
    try (client) {
      if (client.getInputStream().read(new byte[4096]) < 0) {
        return;
      }
      switch (now) {
        case WORKS -> say(client, OK + "well");
        case SAYS_SOMETHING_ELSE -> say(client, OK + "sick");
        case ERRS -> say(client, "HTTP/1.1 500 Oops\r\nContent-Length: 0\r\n\r\n");
        case BABBLES -> say(client, "\0\1\2\3 what?");
        case CLOSES_IN_THE_ANSWER -> say(client, OK + "we");
        case RESETS_IN_THE_ANSWER -> {
          say(client, OK + "we");
          client.setSoLinger(true, 0);
        }
        case RESETS -> client.setSoLinger(true, 0);
        case CLOSES, REFUSES -> {}
        case HANGS -> released.acquire();
      }
    } catch (IOException | InterruptedException gone) {
      // The prober has hung up, as it may.
    }
  }

  private static void say(Socket client, String words) throws IOException {
    OutputStream out = client.getOutputStream();
    out.write(words.getBytes(StandardCharsets.ISO_8859_1));
    out.flush();
  }

  @Override
  public void close() throws IOException {
    ServerSocket open = socket;
    socket = null;
    if (open != null) {
      open.close();
    }
  }
}
