package dev.leeward.listener;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;

/** UDP packets with headers that no socket of the JDK writes. For root, on Linux. */
final class RawPackets implements AutoCloseable {
  private static final int IPV4 = 2;
  private static final int RAW = 3;
  private static final int UDP = 17;
  private static final int HEADER_OCTETS = 8;

  private final Arena arena = Arena.ofConfined();
  private final Libc libc = new Libc(arena);
  private final int descriptor = libc.socket(IPV4, RAW, UDP);

  boolean mayBeSent() {
    return descriptor >= 0;
  }

  /** From port 0, which nobody can answer. */
  void sendFromPortZero(byte[] payload, InetSocketAddress to) throws IOException {
    byte[] octets =
        ByteBuffer.allocate(HEADER_OCTETS + payload.length)
            .putShort((short) 0)
            .putShort((short) to.getPort())
            .putShort((short) (HEADER_OCTETS + payload.length))
            .putShort((short) 0) // no checksum
            .put(payload)
            .array();
    MemorySegment packet = arena.allocateFrom(JAVA_BYTE, octets);
    MemorySegment address = arena.allocate(SocketAddressOctets.IPV6_LENGTH, Long.BYTES);
    SocketAddressOctets.write(to, address);
    MemorySegment vector = arena.allocateFrom(JAVA_LONG, packet.address(), octets.length);
    MemorySegment message =
        arena.allocateFrom(
            JAVA_LONG,
            address.address(),
            SocketAddressOctets.IPV4_LENGTH,
            vector.address(),
            1,
            0,
            0,
            0,
            0);
    if (libc.sendmmsg(descriptor, message.address(), 1, 0) != 1) {
      throw new IOException("a raw packet could not be sent");
    }
  }

  @Override
  public void close() {
    if (mayBeSent()) {
      libc.close(descriptor);
    }
    arena.close();
  }
}
