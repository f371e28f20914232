package dev.leeward.listener;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.net.InetSocketAddress;

/**
 * A UDP socket of Linux. Any thread may call; the one that receives also closes, for a descriptor
 * that is closed under a waiting thread may be another file when that thread wakes up.
 */
final class NativeSocket implements AutoCloseable {
  private static final int DATAGRAM_CLOSED_ON_EXEC = 2 | 0x80000;
  private static final int RECEIVING = 0;

  private static final int IP = 0;
  private static final int IP_PKTINFO = 8;
  private static final int IPV6 = 41;
  private static final int IPV6_V6ONLY = 26;
  private static final int IPV6_RECVPKTINFO = 49;
  private static final int SOCKET = 1;
  private static final int SO_RCVBUF = 8;
  private static final int SO_REUSEPORT = 15;
  private static final int SO_RCVTIMEO = 20;
  private static final int SO_RCVBUFFORCE = 33;
  private static final int SO_MEMINFO = 55;

  /** Words of SO_MEMINFO, and which of them counts the packets that found no room. */
  private static final int MEMINFO_WORDS = 9;

  private static final int MEMINFO_DROPS = 8;

  private final int descriptor;
  private final boolean isIpv6;
  private boolean isOpen = true;
  private long dropped;

  private NativeSocket(int descriptor, boolean isIpv6) {
    this.descriptor = descriptor;
    this.isIpv6 = isIpv6;
  }

  /** For one family only: an IPv6 socket takes no IPv4. */
  static NativeSocket open(boolean isIpv6) throws IOException {
    short family = isIpv6 ? SocketAddressOctets.IPV6_FAMILY : SocketAddressOctets.IPV4_FAMILY;
    try (Arena arena = Arena.ofConfined()) {
      int opened = checked(new Libc(arena).socket(family, DATAGRAM_CLOSED_ON_EXEC, 0));
      NativeSocket socket = new NativeSocket(opened, isIpv6);
      if (isIpv6) {
        socket.set(IPV6, IPV6_V6ONLY, 1);
      }
      return socket;
    }
  }

  int descriptor() {
    return descriptor;
  }

  boolean isIpv6() {
    return isIpv6;
  }

  void bind(InetSocketAddress address) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment octets = arena.allocate(SocketAddressOctets.IPV6_LENGTH, Long.BYTES);
      SocketAddressOctets.write(address, octets);
      int length = SocketAddressOctets.length(address.getAddress());
      checked(new Libc(arena).bind(descriptor, octets.address(), length));
    }
  }

  int port() throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment octets = arena.allocate(SocketAddressOctets.IPV6_LENGTH, Long.BYTES);
      MemorySegment length = arena.allocateFrom(JAVA_INT, (int) octets.byteSize());
      checked(new Libc(arena).getsockname(descriptor, octets.address(), length.address()));
      return SocketAddressOctets.port(octets);
    }
  }

  /** Every packet then says which address it was sent to. */
  void tellDestinations() throws IOException {
    set(isIpv6 ? IPV6 : IP, isIpv6 ? IPV6_RECVPKTINFO : IP_PKTINFO, 1);
  }

  /** From now on others that say so too may bind the same address, and share its packets. */
  void shareAddress() throws IOException {
    set(SOCKET, SO_REUSEPORT, 1);
  }

  /** Beyond the system's limit, which needs CAP_NET_ADMIN, else within it. */
  void askForReceiveBuffer(int octets) throws IOException {
    try {
      set(SOCKET, SO_RCVBUFFORCE, octets);
    } catch (IOException notPermitted) {
      set(SOCKET, SO_RCVBUF, octets);
    }
  }

  /** The octets that the kernel gave, counted as it was asked. */
  int receiveBuffer() throws IOException {
    return words(SO_RCVBUF, 1)[0] / 2; // it doubles what it is asked, for its own accounts
  }

  /** How long a receiver waits before it looks around. */
  void receiveTimeout(int seconds) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      set(arena, SOCKET, SO_RCVTIMEO, arena.allocateFrom(JAVA_LONG, seconds, 0));
    }
  }

  /** Packets that found the receive buffer full, since it was opened. */
  synchronized long dropped() {
    if (isOpen) {
      try {
        dropped = Integer.toUnsignedLong(words(SO_MEMINFO, MEMINFO_WORDS)[MEMINFO_DROPS]);
      } catch (IOException unknown) {
        // Linux before 4.12: what was known remains
      }
    }
    return dropped;
  }

  /**
   * Wakes up whoever waits for a packet; none comes any more. The kernel says that an unconnected
   * socket cannot be shut down, and does so.
   */
  void stopReceiving() {
    try (Arena arena = Arena.ofConfined()) {
      new Libc(arena).shutdown(descriptor, RECEIVING);
    }
  }

  @Override
  public synchronized void close() {
    if (isOpen) {
      dropped();
      isOpen = false;
      try (Arena arena = Arena.ofConfined()) {
        new Libc(arena).close(descriptor);
      }
    }
  }

  private void set(int level, int option, int value) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      set(arena, level, option, arena.allocateFrom(JAVA_INT, value));
    }
  }

  private void set(Arena arena, int level, int option, MemorySegment value) throws IOException {
    int length = (int) value.byteSize();
    checked(new Libc(arena).setsockopt(descriptor, level, option, value.address(), length));
  }

  private int[] words(int option, int many) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment value = arena.allocate(JAVA_INT, many);
      MemorySegment length = arena.allocateFrom(JAVA_INT, (int) value.byteSize());
      checked(
          new Libc(arena)
              .getsockopt(descriptor, SOCKET, option, value.address(), length.address()));
      return value.toArray(JAVA_INT);
    }
  }

  private static int checked(int result) throws IOException {
    if (result < 0) {
      throw new IOException(Errno.text(-result));
    }
    return result;
  }
}
