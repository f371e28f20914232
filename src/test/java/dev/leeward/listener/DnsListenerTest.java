package dev.leeward.listener;

import static dev.leeward.listener.Streams.framed;
import static dev.leeward.listener.Streams.receive;
import static dev.leeward.listener.Streams.send;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leeward.answer.AnswerObserver;
import dev.leeward.answer.Responder;
import dev.leeward.answer.Transport;
import dev.leeward.dns.Rcode;
import dev.leeward.serving.AnswerSettings;
import dev.leeward.serving.RateLimit;
import dev.leeward.serving.ServingState;
import dev.leeward.zone.ZoneSet;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Type;

/** Real sockets on loopback; the questions need no zone. */
class DnsListenerTest {
  private static final InetSocketAddress FREE_PORT =
      new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0);
  private static final int TIMEOUT_MILLIS = 5000;
  private static final Supplier<ServingState> NO_ZONES =
      () -> ServingState.unsteered(new ZoneSet(List.of()));

  private final Set<Thread> tcpThreads = ConcurrentHashMap.newKeySet();
  private final AnswerObserver threadWatcher =
      new AnswerObserver() {
        @Override
        public void answered(Transport transport, Rcode rcode, boolean truncated) {
          if (transport == Transport.TCP) {
            tcpThreads.add(Thread.currentThread());
          }
        }
      };

  private String idServer = "this-instance";
  private DnsListener listener;
  private InetSocketAddress address;

  @BeforeEach
  void start() throws Exception {
    listen(ListenerSettings.on(List.of(FREE_PORT)), NO_ZONES);
  }

  private void listen(ListenerSettings settings, Supplier<ServingState> serving) throws Exception {
    AnswerSettings answers =
        new AnswerSettings(List.of(), null, idServer, null, List.of(), RateLimit.OFF);
    listener =
        new DnsListener(
            settings,
            () ->
                new Responder(
                    () -> serving.get().with(answers),
                    threadWatcher,
                    InstantSource.system(),
                    new Random()),
            ConnectionObserver.NONE);
    listener.start();
    address = listener.boundAddresses().getFirst();
  }

  @AfterEach
  void close() {
    listener.close();
  }

  @Test
  void answersOverUdpAndTcpOnTheSamePort() throws IOException {
    assertEquals("this-instance", text(overUdp(question(1))));
    try (Socket socket = connect()) {
      send(socket, question(2));
      assertEquals("this-instance", text(receive(socket)));
    }
  }

  @Test
  void fiftyPipelinedQueriesAreAllAnswered() throws IOException {
    ByteBuffer all = ByteBuffer.allocate(50 * 64);
    for (int id = 0; id < 50; id++) {
      byte[] question = question(id);
      all.putShort((short) question.length).put(question);
    }
    Set<Integer> answered = new HashSet<>();
    try (Socket socket = connect()) {
      socket.getOutputStream().write(all.array(), 0, all.position());
      for (int i = 0; i < 50; i++) {
        answered.add(receive(socket).getHeader().getID());
      }
    }
    assertEquals(50, answered.size());
  }

  @Test
  void aQueryThatComesOctetByOctetIsAnswered() throws IOException {
    byte[] question = question(9);
    try (Socket socket = connect()) {
      socket.setTcpNoDelay(true);
      for (byte octet : framed(question)) {
        socket.getOutputStream().write(octet);
        socket.getOutputStream().flush();
      }
      assertEquals(9, receive(socket).getHeader().getID());
      send(socket, question(10));
      assertEquals(10, receive(socket).getHeader().getID());
    }
  }

  @Test
  void malformedPacketsDoNotStopIt() throws IOException {
    Random random = new Random(20260101);
    try (DatagramSocket socket = new DatagramSocket()) {
      for (int i = 0; i < 200; i++) {
        byte[] packet = new byte[random.nextInt(300)];
        random.nextBytes(packet);
        socket.send(new DatagramPacket(packet, packet.length, address));
      }
    }
    try (Socket socket = connect()) {
      for (int i = 0; i < 200; i++) {
        byte[] packet = new byte[random.nextInt(300)];
        random.nextBytes(packet);
        send(socket, packet);
      }
    }
    assertEquals("this-instance", text(overUdp(question(3))));
    try (Socket socket = connect()) {
      send(socket, question(4));
      assertEquals("this-instance", text(receive(socket)));
    }
  }

  @Test
  void aClientThatDoesNotReadStopsNobodyElseAndLosesNothing() throws Exception {
    listener.close();
    idServer = "x".repeat(60_000);
    listen(ListenerSettings.on(List.of(FREE_PORT)), NO_ZONES);
    int queries = 500;
    byte[] framed = framed(question(5));
    ByteBuffer many = ByteBuffer.allocate(queries * framed.length);
    for (int i = 0; i < queries; i++) {
      many.put(framed);
    }
    try (Socket deaf = connect();
        Socket socket = connect()) {
      deaf.getOutputStream().write(many.array());
      send(socket, question(6));
      assertEquals(6, receive(socket).getHeader().getID());
      for (int i = 0; i < queries; i++) {
        assertEquals(5, receive(deaf).getHeader().getID());
      }
    }
  }

  @Test
  void connectionsOfAnAddressGoToAllCoresInTurn() throws IOException {
    int cores = Runtime.getRuntime().availableProcessors();
    for (int i = 0; i < 2 * cores; i++) {
      try (Socket socket = connect()) {
        send(socket, question(i));
        receive(socket);
      }
    }
    assertEquals(cores, tcpThreads.size());
  }

  @Test
  void aSilentConnectionIsClosed() throws Exception {
    listener.close();
    listen(
        new ListenerSettings(
            List.of(FREE_PORT), new StreamLimits(Duration.ofMillis(100), 10, 10), null),
        NO_ZONES);
    try (Socket socket = connect()) {
      assertEquals(-1, socket.getInputStream().read());
    }
  }

  @Test
  void aBugIsAnsweredWithServfail() throws Exception {
    listener.close();
    listen(
        ListenerSettings.on(List.of(FREE_PORT)),
        () -> {
          throw new IllegalStateException("a bug that this test made");
        });
    assertEquals(2, overUdp(question(1)).getRcode());
    assertEquals(2, overUdp(question(2)).getRcode());
  }

  @Test
  void anAddressInUseIsNamedWithWhatToDo() {
    BindFailure failure =
        assertThrows(
            BindFailure.class,
            () -> {
              try (DnsListener second =
                  new DnsListener(
                      ListenerSettings.on(List.of(address)),
                      () -> {
                        throw new AssertionError("nothing to answer");
                      },
                      ConnectionObserver.NONE)) {
                second.start();
              }
            });
    String message = String.valueOf(failure.getMessage());
    assertTrue(message.contains("127.0.0.1:" + address.getPort()), message);
    assertTrue(message.contains("listen.dns"), message);
  }

  @Test
  void aClosedListenerAnswersNoMore() throws IOException {
    listener.close();
    assertThrows(IOException.class, this::connect);
    try (DatagramSocket again = new DatagramSocket(address)) {
      assertEquals(address.getPort(), again.getLocalPort());
    }
  }

  @Test
  void aStarIsEveryAddressOfThisHost() throws Exception {
    listener.close();
    listen(ListenerSettings.on(List.of(ListenerSettings.parseDnsAddress("*:0"))), NO_ZONES);
    List<InetAddress> bound =
        listener.boundAddresses().stream().map(InetSocketAddress::getAddress).toList();
    assertTrue(bound.contains(InetAddress.ofLiteral("127.0.0.1")), bound.toString());
    assertTrue(bound.stream().noneMatch(InetAddress::isAnyLocalAddress), bound.toString());
  }

  @Test
  void aWrittenWildcardAnswersOverBothFromWhereItWasAsked() throws Exception {
    listener.close();
    listen(ListenerSettings.on(List.of(ListenerSettings.parseDnsAddress("0.0.0.0:0"))), NO_ZONES);
    int port = address.getPort();
    address = new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port);
    assertEquals("this-instance", text(overUdp(question(1))));
    try (Socket socket = connect()) {
      send(socket, question(2));
      assertEquals("this-instance", text(receive(socket)));
    }
  }

  private static byte[] question(int id) throws IOException {
    Record question = Record.newRecord(Name.fromString("id.server."), Type.TXT, DClass.CH);
    Message message = Message.newQuery(question);
    message.getHeader().setID(id);
    return message.toWire();
  }

  private static String text(Message answer) {
    return answer.getSection(1).getFirst().rdataToString();
  }

  private Message overUdp(byte[] question) throws IOException {
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.setSoTimeout(500);
      byte[] answer = new byte[4096];
      DatagramPacket packet = new DatagramPacket(answer, answer.length);
      for (int tries = 0; ; tries++) {
        socket.send(new DatagramPacket(question, question.length, address));
        try {
          socket.receive(packet);
          return new Message(Arrays.copyOf(answer, packet.getLength()));
        } catch (SocketTimeoutException e) {
          if (tries == 10) {
            throw e;
          }
        }
      }
    }
  }

  private Socket connect() throws IOException {
    Socket socket = new Socket(address.getAddress(), address.getPort());
    socket.setSoTimeout(TIMEOUT_MILLIS);
    return socket;
  }
}
