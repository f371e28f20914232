package dev.leeward.serving;

import java.net.InetAddress;
import java.util.List;

/**
 * Addresses that share their first {@code prefixLength} bits, such as {@code 192.0.2.0/24}.
 *
 * @param high as {@link ClientAddress#high} of one of them
 * @param low as {@link ClientAddress#low} of it
 */
public record ClientNetwork(boolean isIpv6, long high, long low, int prefixLength) {
  public ClientNetwork {
    int bits = isIpv6 ? 2 * Long.SIZE : Integer.SIZE;
    if (prefixLength < 0 || prefixLength > bits) {
      throw new IllegalArgumentException("prefix length " + prefixLength + " of " + bits + " bits");
    }
  }

  /**
   * Reads an address, alone or followed by a slash and the length of its prefix.
   *
   * @throws IllegalArgumentException saying what is wrong with it
   */
  public static ClientNetwork parse(String text) {
    int slash = text.indexOf('/');
    ClientAddress first =
        ClientAddress.of(InetAddress.ofLiteral(slash < 0 ? text : text.substring(0, slash)));
    try {
      int bits = first.length() * Byte.SIZE;
      return new ClientNetwork(
          first.isIpv6(),
          first.high(),
          first.low(),
          slash < 0 ? bits : Integer.parseInt(text.substring(slash + 1)));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("\"" + text + "\" has no number behind the slash", e);
    }
  }

  static boolean anyContains(List<ClientNetwork> networks, ClientAddress address) {
    for (int i = 0; i < networks.size(); i++) {
      if (networks.get(i).contains(address)) {
        return true;
      }
    }
    return false;
  }

  public boolean contains(ClientAddress address) {
    return isIpv6 == address.isIpv6()
        && ((high ^ address.high()) & firstBits(prefixLength)) == 0
        && ((low ^ address.low()) & firstBits(prefixLength - Long.SIZE)) == 0;
  }

  /** The first address in hex: read by nobody, but a list that is read names its elements by it. */
  @Override
  public String toString() {
    String family = isIpv6 ? "6:" : "4:";
    return family + Long.toHexString(high) + ":" + Long.toHexString(low) + "/" + prefixLength;
  }

  /** So many ones, then zeros; none for a negative number. */
  private static long firstBits(int many) {
    return many <= 0 ? 0 : -1L << Math.max(0, Long.SIZE - many);
  }
}
