package dev.leeward.listener;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.ThreadMXBean;
import dev.leeward.answer.AnswerObserver;
import dev.leeward.answer.Arrival;
import dev.leeward.answer.Asked;
import dev.leeward.answer.Responder;
import dev.leeward.serving.AnswerSettings;
import dev.leeward.serving.RateLimit;
import dev.leeward.serving.ServingState;
import dev.leeward.zone.TestZones;
import dev.leeward.zone.ZoneSet;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What only the batched calls of Linux do. */
class NativeUdpTest {
  private static final int TIMEOUT_MILLIS = 10_000;

  /** Some hundred thousand packets are compiled code wherever there is a compiler. */
  private static final int MOST_ROUNDS = 1000;

  private static final String ZONE =
      """
      @ 3600 SOA ns hostmaster 1 7200 3600 1209600 300
      @ 3600 NS ns
      @ 300 MX 10 www
      ns 3600 A 192.0.2.53
      www 300 A 192.0.2.1
      """;

  private static InetSocketAddress at(String address) {
    return new InetSocketAddress(InetAddress.ofLiteral(address), 0);
  }

  @BeforeEach
  void onlyWhereItIsUsed() {
    UdpTransport here = UdpTransport.ofThisHost();
    assumeTrue(here.isNative(), here.reason());
  }

  @ParameterizedTest
  @CsvSource({
    "0.0.0.0, 127.0.0.1",
    "0.0.0.0, 127.0.0.2",
    "0.0.0.0, 127.77.1.254",
    "::, ::1",
  })
  void aWildcardAnswersFromTheAddressThatWasAsked(String bound, String asked) throws IOException {
    try (UdpEndpoint endpoint = NativeUdpEndpoint.bind(at(bound), 2);
        DatagramSocket client = new DatagramSocket()) {
      endpoint.start(() -> (packet, length, _) -> ByteBuffer.wrap(packet, 0, length));
      client.setSoTimeout(TIMEOUT_MILLIS);
      // A connected socket takes no packet that comes from elsewhere.
      client.connect(InetAddress.ofLiteral(asked), endpoint.address().getPort());
      for (int i = 1; i <= 70; i++) {
        byte[] octets = {(byte) i, 2, 3};
        client.send(new DatagramPacket(octets, octets.length));
        DatagramPacket answer = new DatagramPacket(new byte[10], 10);
        client.receive(answer);
        assertEquals(i, answer.getData()[0]);
        assertEquals(InetAddress.ofLiteral(asked), answer.getAddress());
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, 127.0.0.1",
    "0.0.0.0, 127.77.1.254",
    "::, ::1",
  })
  void whoAskedWhichAddressIsKnownToWhomeverWritesItDown(String bound, String asked)
      throws IOException {
    BlockingQueue<String> arrivals = new LinkedBlockingQueue<>();
    try (UdpEndpoint endpoint = NativeUdpEndpoint.bind(at(bound), 1);
        DatagramSocket client = new DatagramSocket()) {
      endpoint.start(() ->
          (packet, length, asking) -> {
            Arrival arrival = asking.arrival();
            arrivals.add(
                arrival.clientPort()
                    + " "
                    + HexFormat.of().formatHex(arrival.serverAddress())
                    + " "
                    + arrival.serverPort());
            return ByteBuffer.wrap(packet, 0, length);
          });
      client.setSoTimeout(TIMEOUT_MILLIS);
      client.connect(InetAddress.ofLiteral(asked), endpoint.address().getPort());
      client.send(new DatagramPacket(new byte[] {1, 2, 3}, 3));
      client.receive(new DatagramPacket(new byte[10], 10));
      assertEquals(
          client.getLocalPort()
              + " "
              + HexFormat.of().formatHex(InetAddress.ofLiteral(asked).getAddress())
              + " "
              + endpoint.address().getPort(),
          arrivals.poll());
    }
  }

  @Test
  void bothWildcardsOfAPortStandSideBySide() throws IOException {
    try (UdpEndpoint four = NativeUdpEndpoint.bind(at("0.0.0.0"), 1)) {
      InetSocketAddress six =
          new InetSocketAddress(InetAddress.ofLiteral("::"), four.address().getPort());
      NativeUdpEndpoint.bind(six, 1).close();
    }
  }

  @Test
  void packetsWithoutRoomAreCounted() throws Exception {
    CountDownLatch full = new CountDownLatch(1);
    CountDownLatch busy = new CountDownLatch(1);
    try (UdpEndpoint endpoint = NativeUdpEndpoint.bind(at("127.0.0.1"), 1);
        DatagramSocket client = new DatagramSocket()) {
      endpoint.start(() ->
          (packet, _, _) -> {
            busy.countDown();
            try {
              full.await();
            } catch (InterruptedException e) {
              throw new IllegalStateException(e);
            }
            return ByteBuffer.wrap(packet, 0, 0);
          });
      byte[] octets = new byte[4000];
      DatagramPacket packet = new DatagramPacket(octets, octets.length, endpoint.address());
      client.send(packet);
      busy.await();
      assertEquals(OptionalLong.of(0), endpoint.dropped());
      for (int i = 0; i < 2 * UdpEndpoint.RECEIVE_BUFFER / octets.length + 1; i++) {
        client.send(packet);
      }
      assertTrue(endpoint.dropped().orElse(0) > 0);
      full.countDown();
    }
  }

  /** Until it is compiled it may make some objects; then no packet may. */
  @Test
  void aPacketMakesNoObject() throws Exception {
    ByteBuffer answer = ByteBuffer.allocate(100);
    assertNoObjects((_, _, _) -> answer, List.of(new byte[40]));
  }

  @ParameterizedTest
  @ValueSource(strings = {"www.example.com. A", "example.com. MX", "nowhere.example.com. A"})
  void neitherDoesAnAnswer(String question) throws Exception {
    RateLimit unreached = new RateLimit(1_000_000, 2, List.of());
    ServingState state =
        ServingState.unsteered(new ZoneSet(List.of(TestZones.zone("example.com.", ZONE))))
            .with(new AnswerSettings(List.of(), null, null, null, List.of(), unreached));
    Responder responder =
        new Responder(() -> state, AnswerObserver.NONE, InstantSource.system(), new Random(1));
    assertNoObjects(
        new Answering(responder, LatencyObserver.NONE, new QueryLogSwitch()),
        List.of(Asked.query(question).toWire()));
  }

  private static void assertNoObjects(PacketAnswerer answerer, List<byte[]> queries)
      throws Exception {
    AtomicLong thread = new AtomicLong();
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    try (UdpEndpoint endpoint = NativeUdpEndpoint.bind(at("0.0.0.0"), 1);
        DatagramSocket client = new DatagramSocket()) {
      endpoint.start(() ->
          (packet, length, asking) -> {
            thread.setPlain(Thread.currentThread().threadId());
            return answerer.answer(packet, length, asking);
          });
      client.setSoTimeout(TIMEOUT_MILLIS);
      client.connect(InetAddress.ofLiteral("127.0.0.1"), endpoint.address().getPort());
      exchange(client, queries, 1);
      long allocated = Long.MAX_VALUE;
      for (int round = 0; round < MOST_ROUNDS && allocated > 0; round++) {
        long before = threads.getThreadAllocatedBytes(thread.get());
        exchange(client, queries, 500);
        allocated = threads.getThreadAllocatedBytes(thread.get()) - before;
      }
      assertEquals(0, allocated);
    }
  }

  private static void exchange(DatagramSocket client, List<byte[]> queries, int times)
      throws IOException {
    DatagramPacket answer = new DatagramPacket(new byte[1500], 1500);
    for (int i = 0; i < times; i++) {
      for (byte[] query : queries) {
        client.send(new DatagramPacket(query, query.length));
        client.receive(answer);
      }
    }
  }

  @Test
  void itIsNotUsedWhereItCannotBe() {
    assertPortable("Mac OS X is not Linux", UdpTransport.of("Mac OS X", "aarch64", true));
    assertPortable("not known on riscv64", UdpTransport.of("Linux", "riscv64", true));
    assertPortable(
        "Java was started without --enable-native-access=ALL-UNNAMED",
        UdpTransport.of("Linux", "amd64", false));
  }

  private static void assertPortable(String reason, UdpTransport transport) {
    assertFalse(transport.isNative());
    assertEquals(reason, transport.reason());
  }

  @Test
  void addressesAreAsTheKernelReadsThem() throws IOException {
    try (UdpEndpoint endpoint = NativeUdpEndpoint.bind(at("127.1.2.3"), 1);
        DatagramSocket client = new DatagramSocket()) {
      assertEquals(InetAddress.ofLiteral("127.1.2.3"), endpoint.address().getAddress());
      endpoint.start(() -> (packet, length, _) -> ByteBuffer.wrap(packet, 0, length));
      client.setSoTimeout(TIMEOUT_MILLIS);
      client.send(new DatagramPacket(new byte[] {1, 2}, 2, endpoint.address()));
      DatagramPacket answer = new DatagramPacket(new byte[2], 2);
      client.receive(answer);
      assertArrayEquals(new byte[] {1, 2}, answer.getData());
      assertEquals(endpoint.address(), answer.getSocketAddress());
    }
  }
}
