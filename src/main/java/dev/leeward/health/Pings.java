package dev.leeward.health;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Echo requests over one socket of an address family; any thread may call.
 *
 * <p>A reply is known by 16 random octets that it returns: nobody who does not see the request can
 * answer for its target, and an answer that comes late answers nothing else.
 */
final class Pings implements AutoCloseable {
  private static final byte ECHO_REQUEST = 8;
  private static final byte ECHO_REPLY = 0;
  private static final byte ECHO_REQUEST_V6 = (byte) 128;
  private static final byte ECHO_REPLY_V6 = (byte) 129;
  private static final int HEADER = 8;
  private static final int LONGEST_MESSAGE = 256;

  private record Token(long high, long low) {}

  private final boolean ipv6;
  private final PingSocket socket;
  private final SecureRandom random = new SecureRandom();
  private final Map<Token, Runnable> waiting = new ConcurrentHashMap<>();
  private final Thread receiver;
  private volatile boolean closed;

  private Pings(boolean ipv6, PingSocket socket) {
    this.ipv6 = ipv6;
    this.socket = socket;
    this.receiver = Thread.ofPlatform().daemon().name("ping").start(this::receive);
  }

  /**
   * @throws IOException saying what the system forbids
   */
  static Pings open(boolean ipv6) throws IOException {
    return new Pings(ipv6, PingSocket.open(ipv6, Duration.ofMillis(250)));
  }

  /**
   * @param answered called on another thread
   * @return to be called when nobody waits any more
   * @throws IOException when this host cannot send there
   */
  Runnable send(InetAddress address, Runnable answered) throws IOException {
    Token token = new Token(random.nextLong(), random.nextLong());
    waiting.put(token, answered);
    ByteBuffer message = ByteBuffer.allocate(HEADER + 2 * Long.BYTES);
    message.put(ipv6 ? ECHO_REQUEST_V6 : ECHO_REQUEST);
    message.putLong(HEADER, token.high()).putLong(HEADER + Long.BYTES, token.low());
    try {
      socket.send(address, message.array());
    } catch (IOException e) {
      waiting.remove(token);
      throw e;
    }
    return () -> waiting.remove(token);
  }

  private void receive() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment buffer = arena.allocate(LONGEST_MESSAGE);
      while (!closed) {
        take(ByteBuffer.wrap(socket.receive(buffer)));
      }
    } catch (IOException e) {
      throw new IllegalStateException("ping socket", e);
    }
  }

  private void take(ByteBuffer message) {
    boolean isReply =
        message.capacity() == HEADER + 2 * Long.BYTES
            && message.get(0) == (ipv6 ? ECHO_REPLY_V6 : ECHO_REPLY);
    if (isReply) {
      Token token = new Token(message.getLong(HEADER), message.getLong(HEADER + Long.BYTES));
      Runnable answered = waiting.remove(token);
      if (answered != null) {
        answered.run();
      }
    }
  }

  @Override
  public void close() {
    closed = true;
    try {
      // Before the descriptor may be another file's.
      receiver.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    }
    socket.close();
  }
}
