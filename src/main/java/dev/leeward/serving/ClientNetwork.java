package dev.leeward.serving;

import java.net.InetAddress;
import java.util.List;

/** Addresses that share their first {@code prefixLength} bits, such as {@code 192.0.2.0/24}. */
public record ClientNetwork(InetAddress first, int prefixLength) {
  public ClientNetwork {
    int bits = first.getAddress().length * Byte.SIZE;
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
    InetAddress first = InetAddress.ofLiteral(slash < 0 ? text : text.substring(0, slash));
    try {
      int bits = first.getAddress().length * Byte.SIZE;
      return new ClientNetwork(
          first, slash < 0 ? bits : Integer.parseInt(text.substring(slash + 1)));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("\"" + text + "\" has no number behind the slash", e);
    }
  }

  static boolean anyContains(List<ClientNetwork> networks, InetAddress address) {
    for (ClientNetwork network : networks) {
      if (network.contains(address)) {
        return true;
      }
    }
    return false;
  }

  public boolean contains(InetAddress address) {
    byte[] mine = first.getAddress();
    byte[] other = address.getAddress();
    if (mine.length != other.length) {
      return false;
    }
    for (int bit = 0; bit < prefixLength; bit += Byte.SIZE) {
      int mask = 0xFF00 >> Math.min(Byte.SIZE, prefixLength - bit);
      if (((mine[bit / Byte.SIZE] ^ other[bit / Byte.SIZE]) & mask & 0xFF) != 0) {
        return false;
      }
    }
    return true;
  }
}
