package dev.leeward.listener;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteOrder;

/** Linux' {@code sockaddr_in} and {@code sockaddr_in6}. */
final class SocketAddressOctets {
  static final short IPV4_FAMILY = 2;
  static final short IPV6_FAMILY = 10;
  static final int IPV4_LENGTH = 16;
  static final int IPV6_LENGTH = 28;

  /** Of the octets of the address itself. */
  static final int IPV4_AT = 4;

  static final int IPV6_AT = 8;
  private static final int PORT_AT = 2;
  private static final int SCOPE_AT = 24;
  private static final ValueLayout.OfShort NETWORK_SHORT =
      ValueLayout.JAVA_SHORT.withOrder(ByteOrder.BIG_ENDIAN);

  private SocketAddressOctets() {}

  static boolean isIpv6(InetAddress address) {
    return address instanceof Inet6Address;
  }

  static int length(InetAddress address) {
    return isIpv6(address) ? IPV6_LENGTH : IPV4_LENGTH;
  }

  /** Writes it to the start of {@code octets}, which are zero. */
  static void write(InetSocketAddress from, MemorySegment octets) {
    InetAddress address = from.getAddress();
    byte[] number = address.getAddress();
    octets.set(NETWORK_SHORT, PORT_AT, (short) from.getPort());
    if (address instanceof Inet6Address ipv6) {
      octets.set(ValueLayout.JAVA_SHORT, 0, IPV6_FAMILY);
      octets.set(ValueLayout.JAVA_INT, SCOPE_AT, ipv6.getScopeId());
      MemorySegment.copy(number, 0, octets, ValueLayout.JAVA_BYTE, IPV6_AT, number.length);
    } else {
      octets.set(ValueLayout.JAVA_SHORT, 0, IPV4_FAMILY);
      MemorySegment.copy(number, 0, octets, ValueLayout.JAVA_BYTE, IPV4_AT, number.length);
    }
  }

  static int port(MemorySegment octets) {
    return Short.toUnsignedInt(octets.get(NETWORK_SHORT, PORT_AT));
  }
}
