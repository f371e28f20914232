package dev.leeward.cluster;

import static dev.leeward.cluster.LinkedInstances.octets;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leeward.cluster.LinkedInstances.Running;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.SocketAddress;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whoever reaches the port, with or without a pinned key, does not stop the link. */
@Timeout(120)
final class HostilePeerTest {
  private final LinkedInstances net = new LinkedInstances("a", "b", "c");
  private final List<NetClient> clients = new ArrayList<>();
  private final Running b = net.start("b");
  private final Running c = net.start("c");

  @BeforeEach
  void aProperPeerIsThereToo() {
    c.awaitConnected("b");
  }

  @AfterEach
  void theLinkLivesOn() throws IOException {
    b.awaitConnected("c");
    b.link().sendBallot(octets("alive"));
    c.awaitReceived("ballot of b: alive");
    net.close();
  }

  private static <T> T await(Future<T> future) {
    return future.toCompletionStage().toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
  }

  /** Dials as a does, with a's key, and lets the test say what comes then. */
  private NetSocket dialAsA() {
    PinnedKeys pins = new PinnedKeys();
    pins.replace(net.electorate());
    NetClientOptions options =
        new LinkTls(net.key("a"), pins).client(Duration.ofSeconds(5)).setReceiveBufferSize(8192);
    NetClient client = net.vertx.createNetClient(options);
    // a client that nobody holds is closed with its connections when it is collected
    clients.add(client);
    return await(client.connect(SocketAddress.inetSocketAddress(net.address("b"))));
  }

  private static Buffer hello(LinkChannel channel, String name) {
    Hello hello = new Hello(Hello.VERSION, channel.code(), LinkedInstances.CLUSTER, name);
    return Frames.of(FrameKind.HELLO, hello.write());
  }

  private static AtomicBoolean closed(NetSocket socket) {
    AtomicBoolean closed = new AtomicBoolean();
    socket.closeHandler(_ -> closed.set(true));
    return closed;
  }

  private void assertClosed(NetSocket socket) {
    AtomicBoolean closed = closed(socket);
    Eventually.becomes("closed", closed::get);
  }

  @Test
  void garbageOverPlainTcpIsRefused() throws IOException {
    Random random = new Random(7);
    for (int i = 0; i < 20; i++) {
      byte[] garbage = new byte[1 + random.nextInt(2000)];
      random.nextBytes(garbage);
      try (Socket socket = new Socket(net.address("b").getAddress(), net.address("b").getPort())) {
        socket.getOutputStream().write(garbage);
      }
    }
    b.awaitRefused(Refusal.HANDSHAKE);
    assertTrue(b.link().refusals() > 0);
  }

  @Test
  void anotherNameThanTheKeysIsRefused() {
    NetSocket socket = dialAsA();
    AtomicBoolean closed = closed(socket);
    socket.write(hello(LinkChannel.BALLOTS, "c"));
    b.awaitRefused(Refusal.WRONG_INSTANCE);
    Eventually.becomes("closed", closed::get);
  }

  @Test
  void aNewerVersionIsRefused() {
    NetSocket socket = dialAsA();
    Hello newer = new Hello(Hello.VERSION + 1, 1, LinkedInstances.CLUSTER, "a");
    socket.write(Frames.of(FrameKind.HELLO, newer.write()));
    b.awaitRefused(Refusal.WRONG_VERSION);
  }

  @Test
  void aFrameBeforeTheHelloIsRefused() {
    NetSocket socket = dialAsA();
    socket.write(Frames.of(FrameKind.BALLOT, octets("ballot")));
    b.awaitRefused(Refusal.BAD_FRAME);
    assertTrue(b.inbox().received.isEmpty());
  }

  @Test
  void aFrameThatIsTooLargeOrInTheWrongPlaceClosesTheConnection() {
    NetSocket large = dialAsA();
    AtomicBoolean largeClosed = closed(large);
    large.write(hello(LinkChannel.BALLOTS, "a"));
    large.write(Buffer.buffer().appendInt(LinkChannel.BALLOTS.largestOctets() + 2));
    b.awaitRefused(Refusal.BAD_FRAME);
    Eventually.becomes("closed", largeClosed::get);
    NetSocket misplaced = dialAsA();
    AtomicBoolean misplacedClosed = closed(misplaced);
    misplaced.write(hello(LinkChannel.BALLOTS, "a"));
    misplaced.write(Frames.of(FrameKind.LEDGER, octets("entries")));
    Eventually.becomes("closed", misplacedClosed::get);
    assertTrue(b.inbox().received.isEmpty());
  }

  @Test
  void aPeerThatFallsSilentIsClosed() {
    NetSocket socket = dialAsA();
    socket.write(hello(LinkChannel.BALLOTS, "a"));
    assertClosed(socket);
    assertFalse(b.peer("a").connected());
  }

  @Test
  void aPeerThatSaysNoHelloIsClosed() {
    assertClosed(dialAsA());
  }

  @Test
  void aReaderThatPausedGetsTheNewestBallotSoon() {
    NetSocket socket = dialAsA();
    Queue<Integer> numbers = new ConcurrentLinkedQueue<>();
    AtomicBoolean greeted = new AtomicBoolean();
    Frames frames =
        new Frames(
            LinkChannel.BALLOTS.largestOctets(),
            new Frames.Receiver() {
              @Override
              public void frame(FrameKind kind, byte[] content) {
                switch (kind) {
                  case HELLO -> greeted.set(true);
                  case BALLOT -> numbers.add(ByteBuffer.wrap(content).getInt());
                  case PING, LEDGER, TUNNEL -> {}
                }
              }

              @Override
              public void broken(String why) {
                throw new AssertionError(why);
              }
            });
    socket.handler(frames);
    socket.write(hello(LinkChannel.BALLOTS, "a"));
    Eventually.becomes("greeted", greeted::get);
    socket.pause();
    int sent = 2000;
    long before = b.peer("a").octetsSent();
    for (int number = 1; number <= sent; number++) {
      b.link().sendBallot(ByteBuffer.allocate(64 << 10).putInt(0, number).array());
    }
    Eventually.becomes("some left", () -> b.peer("a").octetsSent() > before);
    socket.resume();
    Eventually.becomes("the newest arrives", () -> numbers.contains(sent));
    assertTrue(numbers.size() < sent / 2, numbers.size() + " of " + sent + " were queued");
  }
}
