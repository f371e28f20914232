package dev.leeward.listener;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.leeward.answer.Client;
import dev.leeward.answer.Transport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What both implementations do, over real sockets on loopback. */
@ParameterizedClass
@MethodSource("transports")
class UdpEndpointTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final int SOCKET_TIMEOUT_MILLIS = 10_000;
  private static final InetSocketAddress LOOPBACK = at("127.0.0.1");

  @Parameter UdpTransport transport = UdpTransport.portable("not chosen");

  static Stream<UdpTransport> transports() {
    UdpTransport here = UdpTransport.ofThisHost();
    return here.isNative() ? Stream.of(here, UdpTransport.portable("compared")) : Stream.of(here);
  }

  /** Gives back what came, but for a packet that begins with 0. */
  private static final class Echo implements PacketAnswerer {
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    @Override
    public ByteBuffer answer(byte[] packet, int length, Client client) {
      return length == 0 || packet[0] == 0 ? NOTHING : ByteBuffer.wrap(packet, 0, length);
    }
  }

  private static InetSocketAddress at(String address) {
    return new InetSocketAddress(InetAddress.ofLiteral(address), 0);
  }

  private UdpEndpoint started(InetSocketAddress address, int threads) throws IOException {
    return started(address, threads, Echo::new);
  }

  private UdpEndpoint started(
      InetSocketAddress address, int threads, Supplier<PacketAnswerer> answerers)
      throws IOException {
    UdpEndpoint endpoint = transport.bind(address, threads);
    endpoint.start(answerers);
    return endpoint;
  }

  private static DatagramSocket client() throws IOException {
    DatagramSocket socket = new DatagramSocket();
    socket.setSoTimeout(SOCKET_TIMEOUT_MILLIS);
    return socket;
  }

  private static void send(DatagramSocket socket, byte[] packet, InetSocketAddress to)
      throws IOException {
    socket.send(new DatagramPacket(packet, packet.length, to));
  }

  private static byte[] receive(DatagramSocket socket) throws IOException {
    DatagramPacket packet = new DatagramPacket(new byte[9000], 9000);
    socket.receive(packet);
    return Arrays.copyOf(packet.getData(), packet.getLength());
  }

  private static byte[] packet(int length, int first) {
    byte[] packet = new byte[length];
    Arrays.fill(packet, (byte) 7);
    packet[0] = (byte) first;
    return packet;
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "127.0.0.2", "::1"})
  void everyPacketOfABurstIsAnsweredWithItsOwn(String address) throws IOException {
    try (UdpEndpoint endpoint = started(at(address), 1);
        DatagramSocket client = client()) {
      Set<Integer> answered = ConcurrentHashMap.newKeySet();
      for (int i = 1; i <= 120; i++) {
        send(client, packet(20 + i, i), endpoint.address());
      }
      for (int i = 1; i <= 120; i++) {
        byte[] answer = receive(client);
        assertArrayEquals(packet(20 + answer[0], answer[0]), answer);
        answered.add((int) answer[0]);
      }
      assertEquals(120, answered.size());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "127.8.9.10", "::1"})
  void theAnswererIsToldWhoAsks(String address) throws Exception {
    InetAddress asking = InetAddress.ofLiteral(address);
    StringBuffer told = new StringBuffer();
    try (UdpEndpoint endpoint =
            started(
                address.contains(":") ? at("::1") : LOOPBACK,
                1,
                () ->
                    (packet, length, client) -> {
                      told.append(client.address()).append(' ').append(client.transport());
                      return ByteBuffer.wrap(packet, 0, length);
                    });
        DatagramSocket client = new DatagramSocket(new InetSocketAddress(asking, 0))) {
      client.setSoTimeout(SOCKET_TIMEOUT_MILLIS);
      send(client, packet(12, 1), endpoint.address());
      receive(client);
      assertEquals(asking.getHostAddress() + " " + Transport.UDP, told.toString());
    }
  }

  @Test
  void whatIsNotAnsweredOrEmptyOrTooLongHoldsNobodyUp() throws IOException {
    try (UdpEndpoint endpoint = started(LOOPBACK, 1);
        DatagramSocket client = client()) {
      send(client, new byte[0], endpoint.address());
      send(client, packet(100, 0), endpoint.address());
      send(client, packet(8000, 5), endpoint.address());
      send(client, packet(12, 6), endpoint.address());
      assertArrayEquals(packet(PacketBatch.LARGEST_QUERY, 5), receive(client));
      assertArrayEquals(packet(12, 6), receive(client));
    }
  }

  @Test
  void anAnswerThatCannotBeSentHoldsBackNeitherThoseBesideItNorThoseBehind() throws Exception {
    UdpTransport here = UdpTransport.ofThisHost();
    assumeTrue(here.isNative(), here.reason());
    CountDownLatch allAreThere = new CountDownLatch(1);
    try (RawPackets raw = new RawPackets();
        UdpEndpoint endpoint =
            started(
                LOOPBACK,
                1,
                () ->
                    (packet, length, client) -> {
                      awaitUninterrupted(allAreThere);
                      return ByteBuffer.wrap(packet, 0, length);
                    });
        DatagramSocket client = client()) {
      assumeTrue(raw.mayBeSent(), "raw packets need root");
      for (int i = 0; i < 20; i++) {
        send(client, packet(12, 2), endpoint.address());
        raw.sendFromPortZero(packet(12, 3), endpoint.address());
      }
      allAreThere.countDown();
      for (int i = 0; i < 20; i++) {
        assertArrayEquals(packet(12, 2), receive(client));
      }
    }
  }

  private static void awaitUninterrupted(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @ParameterizedTest
  @EnumSource(Load.class)
  void itStopsAtOnce(Load load) throws Exception {
    UdpEndpoint endpoint = started(LOOPBACK, 2);
    Thread flood =
        Thread.ofPlatform()
            .start(() -> {
              try (DatagramSocket client = client()) {
                while (load == Load.BUSY && !Thread.currentThread().isInterrupted()) {
                  send(client, packet(40, 1), endpoint.address());
                }
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
    try (DatagramSocket client = client()) {
      send(client, packet(12, 3), endpoint.address());
      receive(client);
    }
    assertTimeoutPreemptively(PATIENCE, endpoint::close);
    flood.interrupt();
    flood.join();
    try (DatagramSocket again = new DatagramSocket(endpoint.address())) {
      assertEquals(endpoint.address().getPort(), again.getLocalPort());
    }
  }

  enum Load {
    IDLE,
    BUSY
  }

  @Test
  void whatWasNeverStartedIsClosedToo() throws IOException {
    UdpEndpoint endpoint = transport.bind(LOOPBACK, 3);
    endpoint.close();
    try (DatagramSocket again = new DatagramSocket(endpoint.address())) {
      assertEquals(endpoint.address().getPort(), again.getLocalPort());
    }
  }

  /** The kernel chooses by the client's port: of sixty-four some fall to each. */
  @Test
  void twoThreadsShareTheClients() throws Exception {
    Set<Thread> threads = ConcurrentHashMap.newKeySet();
    CountDownLatch both = new CountDownLatch(2);
    Supplier<PacketAnswerer> answerers =
        () ->
            (packet, length, client) -> {
              if (threads.add(Thread.currentThread())) {
                both.countDown();
              }
              return ByteBuffer.wrap(packet, 0, length);
            };
    try (UdpEndpoint endpoint = started(LOOPBACK, 2, answerers)) {
      for (int i = 0; i < 64; i++) {
        try (DatagramSocket client = client()) {
          send(client, packet(12, 1), endpoint.address());
          receive(client);
        }
      }
      assertTrue(both.await(0, TimeUnit.SECONDS), threads.toString());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void anAddressThatAnotherEndpointHasIsRefused(int threads) throws IOException {
    try (UdpEndpoint first = started(LOOPBACK, 2)) {
      BindFailure failure =
          assertThrows(BindFailure.class, () -> transport.bind(first.address(), threads));
      assertTrue(failure.toString().contains("another server has this port"), failure::toString);
    }
  }

  @Test
  void anAddressOfAnotherHostIsRefused() {
    BindFailure failure = assertThrows(BindFailure.class, () -> transport.bind(at("192.0.2.1"), 1));
    assertTrue(failure.toString().contains("this host does not have"), failure::toString);
  }

  @Test
  void aHundredStartsLeaveNoDescriptorOpen() throws IOException {
    assumeTrue(Files.isDirectory(Path.of("/proc/self/fd")), "descriptors are counted in /proc");
    startAndClose(3);
    long before = descriptors();
    startAndClose(100);
    long after = descriptors();
    assertFalse(after > before + 10, before + " descriptors, then " + after);
  }

  private void startAndClose(int times) throws IOException {
    for (int i = 0; i < times; i++) {
      started(LOOPBACK, 2).close();
    }
  }

  private static long descriptors() throws IOException {
    try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
      return open.count();
    }
  }
}
