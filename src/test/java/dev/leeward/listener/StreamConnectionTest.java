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
import dev.leeward.serving.AnswerSettings;
import dev.leeward.serving.RateLimit;
import dev.leeward.serving.ServingState;
import dev.leeward.zone.ZoneSet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.TcpKeepaliveOption;
import org.xbill.DNS.Type;

/** TCP and TLS connections with their limits (RFC 7766, 7858, 9210): real sockets on loopback. */
class StreamConnectionTest {
  private static final InetSocketAddress FREE_PORT =
      new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0);
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final int PATIENCE_MILLIS = 20_000;

  private final BlockingQueue<String> ends = new LinkedBlockingQueue<>();
  private final ConnectionObserver watcher =
      new ConnectionObserver() {
        @Override
        public void closed(Transport transport, End end) {
          ends.add(transport + " " + end);
        }
      };

  private final Path folder;
  private String text = "this-instance";
  private @Nullable DnsListener listener;

  StreamConnectionTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @AfterEach
  void close() {
    if (listener != null) {
      listener.close();
    }
  }

  private DnsListener listen(StreamLimits limits, @Nullable TlsSettings tls) throws Exception {
    AnswerSettings answers =
        new AnswerSettings(List.of(), null, text, null, List.of(), RateLimit.OFF);
    ServingState state = ServingState.unsteered(new ZoneSet(List.of())).with(answers);
    DnsListener started =
        new DnsListener(
            new ListenerSettings(List.of(FREE_PORT), limits, tls),
            () ->
                new Responder(
                    () -> state, AnswerObserver.NONE, InstantSource.system(), new Random()),
            watcher);
    listener = started;
    started.start();
    return started;
  }

  private static Socket connect(DnsListener to) throws IOException {
    Socket socket = new Socket("127.0.0.1", to.boundAddresses().getFirst().getPort());
    socket.setSoTimeout(PATIENCE_MILLIS);
    return socket;
  }

  private static Message query(int id) {
    try {
      Name name = Name.fromString("id.server.");
      Message query = Message.newQuery(Record.newRecord(name, Type.TXT, DClass.CH));
      query.getHeader().setID(id);
      return query;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void exchange(Socket socket, int id) throws IOException {
    send(socket, query(id).toWire());
    assertEquals(id, receive(socket).getHeader().getID());
  }

  private void awaitEnd(String expected) throws InterruptedException {
    assertEquals(expected, ends.poll(PATIENCE_MILLIS, TimeUnit.MILLISECONDS));
  }

  @Test
  void aThousandPipelinedQueriesAreAllAnswered() throws Exception {
    int queries = 1000;
    DnsListener running = listen(StreamLimits.DEFAULT, null);
    ByteBuffer all = ByteBuffer.allocate(queries * 64);
    for (int id = 0; id < queries; id++) {
      all.put(framed(query(id).toWire()));
    }
    Set<Integer> answered = new HashSet<>();
    try (Socket socket = connect(running)) {
      socket.getOutputStream().write(all.array(), 0, all.position());
      for (int i = 0; i < queries; i++) {
        answered.add(receive(socket).getHeader().getID());
      }
    }
    assertEquals(queries, answered.size());
    awaitEnd("TCP CLIENT");
  }

  @Test
  void pipelinedQueriesAreAnsweredInTheirOrderHoweverTheyAreCut() throws Exception {
    DnsListener running = listen(StreamLimits.DEFAULT, null);
    ByteBuffer all = ByteBuffer.allocate(64 * 64);
    for (int id = 0; id < 64; id++) {
      all.put(framed(query(id).toWire()));
    }
    for (int cut = 1; cut < all.position(); cut = 2 * cut + 1) {
      try (Socket socket = connect(running)) {
        socket.setTcpNoDelay(true);
        for (int from = 0; from < all.position(); from += cut) {
          int length = Math.min(cut, all.position() - from);
          socket.getOutputStream().write(all.array(), from, length);
        }
        for (int id = 0; id < 64; id++) {
          assertEquals(id, receive(socket).getHeader().getID());
        }
      }
    }
  }

  @Test
  void whatIsNoQueryGetsNoAnswerAndKeepsNobodyWaiting() throws Exception {
    DnsListener running = listen(StreamLimits.DEFAULT, null);
    byte[] response = query(1).toWire();
    response[2] |= (byte) 0x80;
    try (Socket socket = connect(running)) {
      send(socket, response);
      exchange(socket, 2);
    }
  }

  @Test
  void whoStopsSendingStillGetsItsAnswers() throws Exception {
    text = "x".repeat(50_000);
    DnsListener running = listen(StreamLimits.DEFAULT, null);
    try (Socket socket = connect(running)) {
      for (int id = 0; id < 100; id++) {
        send(socket, query(id).toWire());
      }
      socket.shutdownOutput();
      for (int id = 0; id < 100; id++) {
        assertEquals(id, receive(socket).getHeader().getID());
      }
      assertEquals(-1, socket.getInputStream().read());
    }
  }

  @Test
  void whenThereIsNoRoomTheLongestIdleConnectionIsClosed() throws Exception {
    DnsListener running = listen(new StreamLimits(LONG, 2, 10), null);
    try (Socket first = connect(running);
        Socket second = connect(running)) {
      exchange(first, 1);
      exchange(second, 2);
      exchange(first, 3);
      try (Socket third = connect(running)) {
        exchange(third, 4);
        awaitEnd("TCP PRESSURE");
        assertEquals(-1, second.getInputStream().read());
        exchange(first, 5);
      }
    }
  }

  @Test
  void aConnectionTooManyOfOneClientIsClosedAtOnce() throws Exception {
    DnsListener running = listen(new StreamLimits(LONG, 10, 1), null);
    try (Socket first = connect(running)) {
      exchange(first, 1);
      try (Socket second = connect(running)) {
        assertEnds(second);
      }
      awaitEnd("TCP CLIENT_LIMIT");
      exchange(first, 2);
    }
    awaitEnd("TCP CLIENT");
    try (Socket third = connect(running)) {
      exchange(third, 3);
    }
  }

  /** A reset says as much as an orderly end. */
  private static void assertEnds(Socket socket) {
    try {
      assertEquals(-1, socket.getInputStream().read());
    } catch (IOException e) {
      assertTrue(String.valueOf(e.getMessage()).contains("reset"), e.toString());
    }
  }

  @Test
  void aMessageThatNeverEndsIsNoSignOfLife() throws Exception {
    DnsListener running = listen(new StreamLimits(Duration.ofMillis(300), 10, 10), null);
    try (Socket slow = connect(running)) {
      byte[] octets = framed(query(1).toWire());
      slow.getOutputStream().write(octets, 0, octets.length - 1);
      awaitEnd("TCP IDLE");
      assertEnds(slow);
    }
  }

  @Test
  void whoNeverReadsItsAnswersIsClosed() throws Exception {
    text = "x".repeat(60_000);
    DnsListener running = listen(new StreamLimits(Duration.ofMillis(500), 10, 10), null);
    byte[] framed = framed(query(5).toWire());
    ByteBuffer many = ByteBuffer.allocate(2000 * framed.length);
    while (many.hasRemaining()) {
      many.put(framed);
    }
    try (Socket deaf = connect(running)) {
      deaf.setReceiveBufferSize(4096);
      deaf.getOutputStream().write(many.array());
      awaitEnd("TCP IDLE");
    }
  }

  @Test
  void underPressureTheTimeoutThatIsToldFalls() throws Exception {
    DnsListener running = listen(new StreamLimits(Duration.ofSeconds(20), 4, 10), null);
    Message query = query(1);
    query.addRecord(
        new OPTRecord(1232, 0, 0, 0, List.of(new TcpKeepaliveOption())), Section.ADDITIONAL);
    try (Socket first = connect(running);
        Socket second = connect(running)) {
      assertEquals(200, told(first, query));
      exchange(second, 2);
      try (Socket third = connect(running);
          Socket fourth = connect(running)) {
        exchange(third, 3);
        exchange(fourth, 4);
        assertEquals(20, told(first, query));
      }
    }
  }

  private static int told(Socket socket, Message query) throws IOException {
    send(socket, query.toWire());
    TcpKeepaliveOption option =
        (TcpKeepaliveOption) receive(socket).getOPT().getOptions().getFirst();
    return option.getTimeout().orElseThrow();
  }

  private TlsSettings tls(String name) throws Exception {
    Path certificate = folder.resolve("certificate.pem");
    Path key = folder.resolve("key.pem");
    TestCertificates.write(name, certificate, key);
    return new TlsSettings(List.of(FREE_PORT), certificate, key);
  }

  private static SSLSocket handshake(DnsListener to, String... protocols) throws Exception {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, new TrustManager[] {new TrustsEverybody()}, new SecureRandom());
    int port = to.tlsPorts().getFirst();
    SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket("127.0.0.1", port);
    socket.setSoTimeout(PATIENCE_MILLIS);
    if (protocols.length > 0) {
      socket.setEnabledProtocols(protocols);
    }
    socket.startHandshake();
    return socket;
  }

  private static String subject(SSLSocket socket) throws Exception {
    X509Certificate certificate = (X509Certificate) socket.getSession().getPeerCertificates()[0];
    return certificate.getSubjectX500Principal().getName();
  }

  @Test
  void queriesAreAnsweredOverTls12And13() throws Exception {
    DnsListener running = listen(StreamLimits.DEFAULT, tls("ns1"));
    for (String version : List.of("TLSv1.2", "TLSv1.3")) {
      try (SSLSocket socket = handshake(running, version)) {
        assertEquals(version, socket.getSession().getProtocol());
        for (int id = 0; id < 20; id++) {
          exchange(socket, id);
        }
      }
    }
    assertThrows(SSLException.class, () -> handshake(running, "TLSv1.1"));
  }

  @Test
  void manyHandshakesInARowLoseNothing() throws Exception {
    DnsListener running = listen(StreamLimits.DEFAULT, tls("ns1"));
    for (int i = 0; i < 100; i++) {
      try (SSLSocket socket = handshake(running)) {
        exchange(socket, i);
      }
    }
  }

  @Test
  void whatIsNoTlsIsClosedAndCounted() throws Exception {
    DnsListener running = listen(StreamLimits.DEFAULT, tls("ns1"));
    try (Socket socket = new Socket("127.0.0.1", running.tlsPorts().getFirst())) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      send(socket, query(1).toWire());
      awaitEnd("TLS HANDSHAKE");
    }
    try (SSLSocket good = handshake(running)) {
      exchange(good, 2);
    }
  }

  @Test
  void whoNeverShakesHandsIsClosed() throws Exception {
    DnsListener running = listen(new StreamLimits(Duration.ofMillis(300), 10, 10), tls("ns1"));
    try (Socket socket = new Socket("127.0.0.1", running.tlsPorts().getFirst())) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      awaitEnd("TLS IDLE");
    }
  }

  @Test
  void aNewCertificateIsUsedFromTheNextConnectionOn() throws Exception {
    TlsSettings settings = tls("old");
    DnsListener running = listen(StreamLimits.DEFAULT, settings);
    try (SSLSocket before = handshake(running)) {
      assertEquals("CN=old", subject(before));
      assertEquals(false, running.use(TlsIdentity.read(settings)));
      tls("new");
      assertTrue(running.use(TlsIdentity.read(settings)));
      try (SSLSocket after = handshake(running)) {
        assertEquals("CN=new", subject(after));
        exchange(after, 1);
      }
      exchange(before, 2);
    }
  }

  @Test
  void aBrokenPairIsRefusedByNameAndNothingChanges() throws Exception {
    TlsSettings settings = tls("ns1");
    DnsListener running = listen(StreamLimits.DEFAULT, settings);
    Path key = settings.privateKeyFile();
    Path certificate = settings.certificateFile();
    String good = Files.readString(key);
    TestCertificates.write("other", folder.resolve("other.pem"), key);
    assertUnusable(settings, key + " is not the key of the certificate in " + certificate);
    Files.writeString(key, "-----BEGIN EC PRIVATE KEY-----");
    assertUnusable(settings, key + " holds no unencrypted PKCS#8 key");
    Files.writeString(key, good);
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));
    assertUnusable(settings, key + " can be read or written by everybody");
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r-----"));
    TlsIdentity.read(settings);
    Files.writeString(certificate, "nothing");
    assertUnusable(settings, certificate + " holds no certificate");
    Files.delete(certificate);
    assertUnusable(settings, certificate + " does not exist");
    try (SSLSocket socket = handshake(running)) {
      exchange(socket, 1);
    }
  }

  private static void assertUnusable(TlsSettings settings, String beginning) {
    String message =
        String.valueOf(
            assertThrows(TlsIdentity.UnusableException.class, () -> TlsIdentity.read(settings))
                .getMessage());
    assertTrue(message.startsWith(beginning), message);
    assertTrue(message.contains("; "), message);
  }

  @Test
  void aTlsAddressInUseNamesItsKey() throws Exception {
    DnsListener running = listen(StreamLimits.DEFAULT, tls("ns1"));
    InetSocketAddress taken =
        new InetSocketAddress(FREE_PORT.getAddress(), running.tlsPorts().getFirst());
    TlsSettings settings =
        new TlsSettings(
            List.of(taken), folder.resolve("certificate.pem"), folder.resolve("key.pem"));
    try (DnsListener second =
        new DnsListener(
            new ListenerSettings(List.of(FREE_PORT), StreamLimits.DEFAULT, settings),
            () ->
                new Responder(
                    () -> ServingState.unsteered(new ZoneSet(List.of())),
                    AnswerObserver.NONE,
                    InstantSource.system(),
                    new Random()),
            ConnectionObserver.NONE)) {
      BindFailure failure = assertThrows(BindFailure.class, second::start);
      String message = String.valueOf(failure.getMessage());
      assertTrue(message.contains("TLS 127.0.0.1") && message.contains("listen.tls"), message);
    }
  }

  /** The certificates of these tests have no issuer that anybody trusts. */
  private static final class TrustsEverybody implements X509TrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
