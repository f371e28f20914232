package dev.leeward.listener;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.net.InetSocketAddress;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * By what this process exchanges UDP packets: Linux' batched calls where they can be had, else the
 * JDK's channels.
 *
 * @param reason why so, for the log
 */
record UdpTransport(boolean isNative, String reason) {
  /** Whose C structures are those of {@link PacketBatch}. */
  private static final Set<String> ARCHITECTURES = Set.of("amd64", "aarch64");

  private static final int DO_NOT_WAIT = 0x40;

  static UdpTransport ofThisHost() {
    return of(
        System.getProperty("os.name"),
        System.getProperty("os.arch"),
        UdpTransport.class.getModule().isNativeAccessEnabled());
  }

  static UdpTransport of(String system, String architecture, boolean hasNativeAccess) {
    String objection = objection(system, architecture, hasNativeAccess);
    return objection == null ? tried() : portable(objection);
  }

  /** Whether calls of the C library can be made as they are known here. */
  static boolean knowsThisHost() {
    return objection(
            System.getProperty("os.name"),
            System.getProperty("os.arch"),
            UdpTransport.class.getModule().isNativeAccessEnabled())
        == null;
  }

  private static @Nullable String objection(
      String system, String architecture, boolean hasNativeAccess) {
    if (!system.equals("Linux")) {
      return system + " is not Linux";
    }
    if (!ARCHITECTURES.contains(architecture)) {
      return "not known on " + architecture;
    }
    if (!hasNativeAccess) {
      return "Java was started without --enable-native-access=ALL-UNNAMED";
    }
    for (String function : Libc.FUNCTIONS) {
      if (!Libc.has(function)) {
        return "the C library has no " + function;
      }
    }
    return null;
  }

  static UdpTransport portable(String reason) {
    return new UdpTransport(false, reason);
  }

  /** A sandbox may have the function and refuse the call. */
  private static UdpTransport tried() {
    try (Arena arena = Arena.ofConfined();
        NativeSocket socket = NativeSocket.open(false)) {
      int result = new Libc(arena).recvmmsg(socket.descriptor(), 0, 0, DO_NOT_WAIT);
      return result == 0 || result == -Errno.TRY_AGAIN
          ? new UdpTransport(true, "Linux on a known architecture")
          : portable("recvmmsg is refused: " + Errno.text(-result));
    } catch (IOException e) {
      return portable("no socket by the C library: " + e.getMessage());
    }
  }

  /** As the log says it. */
  String text() {
    return isNative ? "recvmmsg" : "nio";
  }

  UdpEndpoint bind(InetSocketAddress address, int threads) throws BindFailure {
    return isNative
        ? NativeUdpEndpoint.bind(address, threads)
        : PortableUdpEndpoint.bind(address, threads);
  }
}
