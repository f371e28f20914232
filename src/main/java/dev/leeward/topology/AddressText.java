package dev.leeward.topology;

import java.net.InetAddress;
import java.net.InetSocketAddress;

/**
 * Addresses as people write them: IPv6 by RFC 5952, the longest run of zero groups as {@code ::}.
 */
public final class AddressText {
  private static final int GROUPS = 8;

  private AddressText() {}

  public static String of(InetAddress address) {
    byte[] octets = address.getAddress();
    return octets.length == 4 ? address.getHostAddress() : ipv6(octets);
  }

  /** With its port, IPv6 in brackets: {@code [::1]:53}. */
  public static String of(InetSocketAddress address) {
    String host = of(address.getAddress());
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort();
  }

  private static String ipv6(byte[] octets) {
    int[] groups = new int[GROUPS];
    for (int i = 0; i < GROUPS; i++) {
      groups[i] = (octets[2 * i] & 0xFF) << 8 | octets[2 * i + 1] & 0xFF;
    }
    int start = 0;
    int length = 0;
    for (int i = 0; i < GROUPS; i++) {
      int run = zerosFrom(groups, i);
      if (run > length) {
        start = i;
        length = run;
      }
    }
    // RFC 5952 section 4.2.2: one zero group alone is not shortened.
    return length < 2
        ? join(groups, 0, GROUPS)
        : join(groups, 0, start) + "::" + join(groups, start + length, GROUPS);
  }

  private static int zerosFrom(int[] groups, int start) {
    int end = start;
    while (end < GROUPS && groups[end] == 0) {
      end++;
    }
    return end - start;
  }

  private static String join(int[] groups, int from, int to) {
    StringBuilder text = new StringBuilder();
    for (int i = from; i < to; i++) {
      text.append(i == from ? "" : ":").append(Integer.toHexString(groups[i]));
    }
    return text.toString();
  }
}
