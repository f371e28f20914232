package dev.leeward.scenario;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.DatagramChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Queries at a steady rate whatever the server does, and a look at every answer: each must be that
 * of one version of {@link #zone}, whole. Its own threads send and receive.
 */
final class SteadyLoad implements AutoCloseable {
  private static final int IDS = 1 << 16;
  private static final int HEADER = 12;
  private static final int RECORD_WITH_ADDRESS = 16;
  private static final int NXDOMAIN = 3;
  private static final long NEVER = 0;

  private final DatagramChannel channel = DatagramChannel.open();
  private final int names;
  private final long nanosBetween;
  private final int[] asked = new int[IDS];
  private final AtomicLong[] sentNanos = new AtomicLong[IDS];
  private final AtomicLong sent = new AtomicLong();
  private final AtomicLong received = new AtomicLong();
  private final AtomicLong wrong = new AtomicLong();
  private final AtomicLong slowestNanos = new AtomicLong();
  private final Map<Integer, Long> byVersion = new ConcurrentSkipListMap<>();
  private final Thread sender = Thread.ofPlatform().name("load-sender").unstarted(this::send);
  private final Thread receiver =
      Thread.ofPlatform().name("load-receiver").unstarted(this::receive);
  private volatile boolean stopped;

  /**
   * @param names how many the zone has
   */
  SteadyLoad(int port, int names, int queriesPerSecond) throws IOException {
    this.names = names;
    this.nanosBetween = 1_000_000_000L / queriesPerSecond;
    channel.setOption(StandardSocketOptions.SO_RCVBUF, 1 << 22);
    channel.connect(new InetSocketAddress("127.0.0.1", port));
    Arrays.setAll(sentNanos, i -> new AtomicLong(NEVER));
  }

  /** A zone in which every answer tells the version that it is of; two records a name. */
  static String zone(int names, int version) {
    StringBuilder text = new StringBuilder(names * 48);
    text.append("$TTL 60\n@ SOA ns h ")
        .append(version)
        .append(" 1 1 1 60\n@ NS ns\nns A 192.0.2.1\n");
    for (int i = 0; i < names; i++) {
      for (int network = 10; network <= 11; network++) {
        text.append('n').append(i).append(" A ").append(network).append('.').append(version);
        text.append('.').append(i >> 8 & 255).append('.').append(i & 255).append('\n');
      }
    }
    return text.toString();
  }

  void start() {
    receiver.start();
    sender.start();
  }

  /** Open loop: what is late is sent at once, so that a stall of the server hides nothing. */
  private void send() {
    long next = System.nanoTime();
    ByteBuffer packet = ByteBuffer.allocate(512);
    try {
      for (int number = 0; !stopped; number++, next += nanosBetween) {
        while (System.nanoTime() < next) {
          LockSupport.parkNanos(next - System.nanoTime());
        }
        int id = number & IDS - 1;
        asked[id] = (int) (number * 2654435761L >>> 7) % names * (number % 5 == 0 ? -1 : 1);
        sentNanos[id].set(System.nanoTime());
        channel.write(query(packet, id, asked[id]));
        sent.incrementAndGet();
      }
    } catch (AsynchronousCloseException closed) {
      // the end of the test
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Every fifth asks for a name that does not exist. */
  private static ByteBuffer query(ByteBuffer packet, int id, int name) {
    packet.clear().putShort((short) id).putShort((short) 0).putShort((short) 1);
    packet.putShort((short) 0).putInt(0);
    for (String label : new String[] {(name < 0 ? "x" : "n") + Math.abs(name), "example", "com"}) {
      byte[] octets = label.getBytes(StandardCharsets.US_ASCII);
      packet.put((byte) octets.length).put(octets);
    }
    return packet.put((byte) 0).putShort((short) 1).putShort((short) 1).flip();
  }

  private void receive() {
    ByteBuffer packet = ByteBuffer.allocate(2048);
    try {
      while (true) {
        packet.clear();
        channel.read(packet);
        packet.flip();
        int id = packet.getShort(0) & 0xFFFF;
        long since = sentNanos[id].getAndSet(NEVER);
        if (since != NEVER) {
          received.incrementAndGet();
          slowestNanos.accumulateAndGet(System.nanoTime() - since, Math::max);
          look(packet, asked[id]);
        }
      }
    } catch (IOException closed) {
      // the end of the test
    }
  }

  private void look(ByteBuffer answer, int name) {
    int version = name < 0 ? versionOfMissing(answer) : versionOfAddresses(answer, name);
    if (version < 0) {
      wrong.incrementAndGet();
    } else {
      byVersion.merge(version, 1L, Long::sum);
    }
  }

  /** The serial of the SOA that proves it. */
  private static int versionOfMissing(ByteBuffer answer) {
    boolean isNegative =
        (answer.get(3) & 0xF) == NXDOMAIN && answer.getShort(6) == 0 && answer.getShort(8) == 1;
    return isNegative ? answer.getInt(answer.limit() - 5 * Integer.BYTES) : -1;
  }

  private static int versionOfAddresses(ByteBuffer answer, int name) {
    boolean isWhole =
        (answer.get(3) & 0xF) == 0
            && answer.getShort(6) == 2
            && answer.limit() > HEADER + 2 * RECORD_WITH_ADDRESS;
    if (!isWhole) {
      return -1;
    }
    int second = answer.getInt(answer.limit() - Integer.BYTES);
    int first = answer.getInt(answer.limit() - Integer.BYTES - RECORD_WITH_ADDRESS);
    boolean areOfOneVersion = (first & 0xFFFFFF) == (second & 0xFFFFFF);
    boolean areOfTheName = (first & 0xFFFF) == (name & 0xFFFF);
    return areOfOneVersion && areOfTheName ? first >> 16 & 0xFF : -1;
  }

  /** Sends no more, and waits for what is on its way. */
  void stop(Duration patience) throws InterruptedException {
    stopped = true;
    sender.join();
    long end = System.nanoTime() + patience.toNanos();
    while (lost() > 0 && System.nanoTime() < end) {
      LockSupport.parkNanos(1_000_000);
    }
  }

  long sent() {
    return sent.get();
  }

  long lost() {
    return sent.get() - received.get();
  }

  long wrong() {
    return wrong.get();
  }

  /** How many answers were of each version. */
  Map<Integer, Long> byVersion() {
    return byVersion;
  }

  @Override
  public String toString() {
    return "%d sent, %d lost, %d wrong, slowest %.1f ms, by version %s"
        .formatted(sent(), lost(), wrong(), slowestNanos.get() / 1e6, byVersion);
  }

  @Override
  public void close() throws IOException {
    stopped = true;
    channel.close();
  }
}
