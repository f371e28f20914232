package dev.leeward.health;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.net.InetAddress;
import java.nio.ByteOrder;
import java.time.Duration;

/**
 * Linux's socket for echo requests without privileges, of one address family: the kernel chooses
 * the identifier, computes the checksum and passes on only replies to what was sent here. One
 * thread receives, any may send.
 */
final class PingSocket implements AutoCloseable {
  private static final int AF_INET = 2;
  private static final int AF_INET6 = 10;
  private static final int SOCK_DGRAM_CLOEXEC = 2 | 0x8_0000;
  private static final int IPPROTO_ICMP = 1;
  private static final int IPPROTO_ICMPV6 = 58;
  private static final int SOL_SOCKET = 1;
  private static final int SO_RCVTIMEO = 20;
  private static final int SOCKADDR_IN = 16;
  private static final int SOCKADDR_IN6 = 28;
  private static final int EPERM = 1;
  private static final int EACCES = 13;
  private static final int ENETUNREACH = 101;

  private static final Linker LINKER = Linker.nativeLinker();
  private static final StructLayout STATE = Linker.Option.captureStateLayout();
  private static final VarHandle ERRNO =
      STATE.varHandle(StructLayout.PathElement.groupElement("errno"));
  private static final MethodHandle SOCKET =
      function("socket", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT));
  private static final MethodHandle SETSOCKOPT =
      function(
          "setsockopt",
          FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT));
  private static final MethodHandle SENDTO =
      function(
          "sendto",
          FunctionDescriptor.of(
              JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT, ADDRESS, JAVA_INT));
  private static final MethodHandle RECV =
      function("recv", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT));
  private static final MethodHandle CLOSE =
      function("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));

  private final int descriptor;

  private PingSocket(int descriptor) {
    this.descriptor = descriptor;
  }

  private static MethodHandle function(String name, FunctionDescriptor descriptor) {
    return LINKER.downcallHandle(
        LINKER.defaultLookup().findOrThrow(name),
        descriptor,
        Linker.Option.captureCallState("errno"));
  }

  /**
   * @param receiveTimeout after which {@link #receive} returns without anything
   * @throws IOException saying what the system forbids
   */
  static PingSocket open(boolean ipv6, Duration receiveTimeout) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = arena.allocate(STATE);
      int descriptor =
          (int)
              SOCKET.invokeExact(
                  state,
                  ipv6 ? AF_INET6 : AF_INET,
                  SOCK_DGRAM_CLOEXEC,
                  ipv6 ? IPPROTO_ICMPV6 : IPPROTO_ICMP);
      if (descriptor < 0) {
        throw new IOException(refusal((int) ERRNO.get(state, 0L)));
      }
      MemorySegment time = arena.allocate(JAVA_LONG, 2);
      time.setAtIndex(JAVA_LONG, 0, receiveTimeout.toSeconds());
      time.setAtIndex(JAVA_LONG, 1, receiveTimeout.toNanosPart() / 1000);
      int _ =
          (int)
              SETSOCKOPT.invokeExact(
                  state, descriptor, SOL_SOCKET, SO_RCVTIMEO, time, (int) time.byteSize());
      return new PingSocket(descriptor);
    } catch (Throwable e) {
      throw asIoException(e);
    }
  }

  private static String refusal(int errno) {
    return errno == EACCES || errno == EPERM
        ? "ping sockets are forbidden here (sysctl net.ipv4.ping_group_range)"
        : "no ping socket (errno " + errno + ")";
  }

  /**
   * @param message an ICMP message from its type on
   * @throws IOException when this host cannot send there
   */
  void send(InetAddress address, byte[] message) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = arena.allocate(STATE);
      MemorySegment octets = arena.allocateFrom(JAVA_BYTE, message);
      MemorySegment to = socketAddress(arena, address.getAddress());
      long sent =
          (long)
              SENDTO.invokeExact(
                  state, descriptor, octets, octets.byteSize(), 0, to, (int) to.byteSize());
      if (sent < 0) {
        int errno = (int) ERRNO.get(state, 0L);
        throw new IOException(
            errno == ENETUNREACH ? "network is unreachable" : "not sent (errno " + errno + ")");
      }
    } catch (Throwable e) {
      throw asIoException(e);
    }
  }

  /** Family in the host's order, the address behind port (and flow label); all else is 0. */
  private static MemorySegment socketAddress(Arena arena, byte[] address) {
    boolean ipv6 = address.length > 4;
    MemorySegment to = arena.allocate(ipv6 ? SOCKADDR_IN6 : SOCKADDR_IN, 8);
    to.set(JAVA_SHORT.withOrder(ByteOrder.nativeOrder()), 0, (short) (ipv6 ? AF_INET6 : AF_INET));
    MemorySegment.copy(address, 0, to, JAVA_BYTE, ipv6 ? 8 : 4, address.length);
    return to;
  }

  /** The next ICMP message from its type on; empty when none came in time. */
  byte[] receive(MemorySegment buffer) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = arena.allocate(STATE);
      long length = (long) RECV.invokeExact(state, descriptor, buffer, buffer.byteSize(), 0);
      return length <= 0 ? new byte[0] : buffer.asSlice(0, length).toArray(JAVA_BYTE);
    } catch (Throwable e) {
      throw asIoException(e);
    }
  }

  private static IOException asIoException(Throwable e) {
    return e instanceof IOException known ? known : new IOException("a call failed: " + e, e);
  }

  @Override
  public void close() {
    try (Arena arena = Arena.ofConfined()) {
      int _ = (int) CLOSE.invokeExact(arena.allocate(STATE), descriptor);
    } catch (Throwable e) {
      throw new IllegalStateException("close failed", e);
    }
  }
}
