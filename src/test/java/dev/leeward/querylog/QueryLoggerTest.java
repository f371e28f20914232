package dev.leeward.querylog;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.leeward.answer.Arrival;
import dev.leeward.answer.Client;
import dev.leeward.answer.Transport;
import dev.leeward.listener.QueryTap;
import dev.leeward.serving.ClientAddress;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class QueryLoggerTest {
  private static final long AT = 1_700_000_000_123_000_000L;

  /** www.example.com. IN A, asked and answered NXDOMAIN with AA. */
  private static final byte[] QUERY =
      HexFormat.of()
          .parseHex("1234000000010000000000000377777707657861" + "6d706c6503636f6d0000010001");

  private static final byte[] ANSWER =
      HexFormat.of()
          .parseHex("1234840300010000000000000377777707657861" + "6d706c6503636f6d0000010001");

  private static final Arrival ARRIVAL =
      new Arrival() {
        @Override
        public int clientPort() {
          return 40_000;
        }

        @Override
        public byte[] serverAddress() {
          return new byte[] {(byte) 198, 51, 100, 1};
        }

        @Override
        public int serverPort() {
          return 53;
        }
      };

  private final Path folder;
  private final QueryLogCounts counts = new QueryLogCounts();

  QueryLoggerTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private QueryLogger start(QueryLogSettings.Format format, boolean toSocket, int oneIn, long max) {
    return QueryLogger.start(
        new QueryLogSettings(format, toSocket, log(), oneIn, max, 2), "one", "1.0", counts);
  }

  private Path log() {
    return folder.resolve("log");
  }

  private static void offer(QueryTap tap, int times) {
    ClientAddress address = ClientAddress.of(InetAddress.ofLiteral("192.0.2.7"));
    Client client = new Client(Transport.UDP, address, ARRIVAL, 0);
    for (int i = 0; i < times; i++) {
      if (tap.wantsNext()) {
        tap.took(QUERY, QUERY.length, client, ByteBuffer.wrap(ANSWER), AT, 42_000);
      }
    }
  }

  private static void await(BooleanSupplier condition) {
    long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (!condition.getAsBoolean()) {
      assertTrue(System.nanoTime() < deadline, "it never came to that");
      Thread.onSpinWait();
    }
  }

  @Test
  void aLineOfTextSaysWhenHowWhoWhatAndWhatCameOfIt() throws IOException {
    try (QueryLogger logger = start(QueryLogSettings.Format.TEXT, false, 1, 1 << 20)) {
      offer(logger.tap(), 1);
    }
    assertEquals(
        "2023-11-14T22:13:20.123000Z udp 192.0.2.7#40000 www.example.com. IN A NXDOMAIN aa 33 42\n",
        Files.readString(log()));
    assertEquals(1, counts.written());
  }

  @Test
  void whatIsNoQuestionIsALineToo() {
    byte[] junk = {1, 2, 3};
    Exchange.Ends unknown = new Exchange.Ends(new byte[16], 0, new byte[0], 0);
    Exchange exchange = new Exchange(Transport.TLS, unknown, junk, new byte[0], AT, 1_000_000);
    String line = new String(new TextForm().records(exchange).getFirst(), StandardCharsets.UTF_8);
    assertEquals("2023-11-14T22:13:20.123000Z tls 0:0:0:0:0:0:0:0 - - - none - 0 1000\n", line);
  }

  @Test
  void aSampleOfOneInTenIsATenth() throws IOException {
    try (QueryLogger logger = start(QueryLogSettings.Format.TEXT, false, 10, 1 << 20)) {
      QueryTap tap = logger.tap();
      offer(tap, 1000);
    }
    assertEquals(100, Files.readAllLines(log()).size());
  }

  /** Field by field as dnstap.proto numbers them; the octets were read by dnstap-ldns too. */
  @Test
  void aDnstapRecordHasTheOctetsOfTheSchema() {
    Exchange.Ends ends =
        new Exchange.Ends(
            new byte[] {(byte) 192, 0, 2, 7}, 40_000, new byte[] {(byte) 198, 51, 100, 1}, 53);
    Exchange exchange = new Exchange(Transport.UDP, ends, QUERY, ANSWER, AT, 42_000);
    List<byte[]> records = new DnstapForm("one", "1").records(exchange);
    assertEquals(2, records.size());
    String query =
        "0a036f6e65" // identity
            + "120131" // version
            + "7246" // message
            + "0801" // AUTH_QUERY
            + "1001" // INET
            + "1801" // UDP
            + "2204c0000207" // query_address
            + "2a04c6336401" // response_address
            + "30c0b802" // query_port
            + "3835" // response_port
            + "4080e2cfaa06" // query_time_sec
            + "4dc0d45407" // query_time_nsec
            + "5221" // query_message
            + HexFormat.of().formatHex(QUERY)
            + "7801"; // MESSAGE
    assertEquals(query, HexFormat.of().formatHex(records.getFirst()));
  }

  /** A reader takes a field that is there for known. */
  @Test
  void whatIsNotKnownIsNotInTheRecord() {
    Exchange.Ends unknown = new Exchange.Ends(new byte[] {(byte) 192, 0, 2, 7}, 0, new byte[0], 0);
    Exchange exchange = new Exchange(Transport.UDP, unknown, QUERY, new byte[0], AT, 42_000);
    String record =
        HexFormat.of().formatHex(new DnstapForm("one", "1").records(exchange).getFirst());
    assertTrue(record.contains("2204c0000207" + "4080e2cfaa06"), record);
  }

  private static boolean isInstalled(String tool) {
    return Stream.of(System.getenv("PATH").split(":"))
        .anyMatch(each -> Files.isExecutable(Path.of(each, tool)));
  }

  private static List<String> output(String... command) throws IOException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    try (var lines = process.inputReader().lines()) {
      return lines.toList();
    }
  }

  @Test
  void dnstapLdnsReadsTheFile() throws IOException {
    assumeTrue(isInstalled("dnstap-ldns"), "dnstap-ldns is not installed");
    try (QueryLogger logger = start(QueryLogSettings.Format.DNSTAP, false, 1, 1 << 20)) {
      offer(logger.tap(), 2);
    }
    List<String> read = output("dnstap-ldns", "-q", "-r", log().toString());
    assertEquals(4, read.size(), read::toString);
    assertTrue(
        read.get(0).contains(" AQ 192.0.2.7 UDP 33b \"www.example.com.\" IN A"), read::toString);
    assertTrue(read.get(1).contains(" AR 192.0.2.7 UDP 33b"), read::toString);
  }

  @Test
  void fstrmCaptureTakesTheStreamFromTheSocket() throws Exception {
    assumeTrue(
        isInstalled("fstrm_capture") && isInstalled("dnstap-ldns"), "no reader is installed");
    Path captured = folder.resolve("captured");
    Process reader =
        new ProcessBuilder(
                "fstrm_capture",
                "-t",
                "protobuf:dnstap.Dnstap",
                "-u",
                log().toString(),
                "-w",
                captured.toString())
            .redirectErrorStream(true)
            .start();
    try {
      await(() -> Files.exists(log()));
      try (QueryLogger logger = start(QueryLogSettings.Format.DNSTAP, true, 1, 1 << 20)) {
        offer(logger.tap(), 1);
        await(() -> counts.written() > 0 || retried(logger));
      }
    } finally {
      reader.destroy();
      reader.waitFor();
    }
    assertEquals(2, output("dnstap-ldns", "-q", "-r", captured.toString()).size());
  }

  /** What came before the reader listened was dropped: another one. */
  private boolean retried(QueryLogger logger) {
    if (counts.dropped() > 0 && counts.written() == 0) {
      offer(logger.tap(), 1);
    }
    return false;
  }

  @Test
  void aReaderThatHangsHoldsNobodyUp() throws Exception {
    try (ServerSocketChannel listening = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      listening.bind(UnixDomainSocketAddress.of(log()));
      QueryLogger logger = start(QueryLogSettings.Format.DNSTAP, true, 1, 1 << 20);
      try (SocketChannel reader = listening.accept()) {
        DataInputStream in = new DataInputStream(Channels.newInputStream(reader));
        FrameStream.expect(FrameStream.Control.READY, in);
        DataOutputStream out = new DataOutputStream(Channels.newOutputStream(reader));
        FrameStream.write(FrameStream.Control.ACCEPT, out);
        FrameStream.expect(FrameStream.Control.START, in);
        QueryTap tap = logger.tap();
        while (counts.dropped() == 0) {
          offer(tap, 1000);
        }
        logger.close();
      }
    }
    assertTrue(counts.dropped() > 0);
  }

  @Test
  void withoutAReaderAllIsDroppedAndCountedUntilOneComes() throws Exception {
    try (QueryLogger logger = start(QueryLogSettings.Format.TEXT, true, 1, 1 << 20)) {
      QueryTap tap = logger.tap();
      offer(tap, 10);
      await(() -> counts.dropped() == 10);
      try (ServerSocketChannel listening = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
        listening.bind(UnixDomainSocketAddress.of(log()));
        try (SocketChannel reader = listening.accept()) {
          offer(tap, 1);
          ByteBuffer got = ByteBuffer.allocate(500);
          reader.read(got);
          assertTrue(new String(got.array(), StandardCharsets.UTF_8).contains("www.example.com."));
        }
      }
    }
  }

  @Test
  void filesAreBoundedAndEachIsAWholeStream() throws IOException {
    try (QueryLogger logger = start(QueryLogSettings.Format.DNSTAP, false, 1, 2000)) {
      offer(logger.tap(), 100);
    }
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> all = files.sorted().toList();
      assertEquals(
          List.of("log", "log.1", "log.2"),
          all.stream().map(each -> String.valueOf(each.getFileName())).toList());
      for (Path file : all) {
        assertTrue(Files.size(file) < 3000, file + " " + Files.size(file));
        assertWhole(Files.readAllBytes(file));
      }
    }
  }

  @Test
  void aStreamOfBeforeIsPutAside() throws IOException {
    for (int run = 0; run < 2; run++) {
      try (QueryLogger logger = start(QueryLogSettings.Format.DNSTAP, false, 1, 1 << 20)) {
        offer(logger.tap(), 1 + run);
      }
    }
    assertTrue(Files.size(folder.resolve("log.1")) < Files.size(log()));
    assertWhole(Files.readAllBytes(log()));
  }

  /** Begins with START and ends with STOP. */
  private static void assertWhole(byte[] octets) {
    byte[] stop = {0, 0, 0, 0, 0, 0, 0, 4, 0, 0, 0, 3};
    List<Byte> end = new ArrayList<>();
    assertArrayEquals(
        stop, java.util.Arrays.copyOfRange(octets, octets.length - stop.length, octets.length));
    assertEquals(2, octets[11], end::toString);
  }
}
