package dev.leeward.topology;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;

/**
 * Addresses with a common prefix, IPv4 or IPv6, written {@code 192.0.2.0/24}; a bare address is a
 * network of one.
 */
public record Network(InetAddress base, int prefixLength) {
  public Network {
    int bits = base.getAddress().length * 8;
    if (prefixLength < 0 || prefixLength > bits) {
      throw new IllegalArgumentException(
          "prefix length /" + prefixLength + " is not within 0 to " + bits);
    }
    base = masked(base, prefixLength);
  }

  /**
   * Reads CIDR form; never asks the resolver.
   *
   * @throws IllegalArgumentException saying what is wrong
   */
  public static Network parse(String text) {
    int slash = text.indexOf('/');
    InetAddress address = parseAddress(slash < 0 ? text : text.substring(0, slash));
    if (slash < 0) {
      return new Network(address, address.getAddress().length * 8);
    }
    String length = text.substring(slash + 1);
    if (!length.matches("[0-9]{1,3}")) {
      throw new IllegalArgumentException("\"" + text + "\" has no prefix length after the slash");
    }
    return new Network(address, Integer.parseInt(length));
  }

  /**
   * An address in text form, never a name; an IPv4-mapped IPv6 address becomes IPv4.
   *
   * @throws IllegalArgumentException when it is not one
   */
  public static InetAddress parseAddress(String text) {
    try {
      // The JDK reads 192.0.2 as 192.0.0.2, which nobody means.
      if (!text.contains(":") && !text.matches("[0-9]{1,3}(\\.[0-9]{1,3}){3}")) {
        throw new IllegalArgumentException("four numbers with dots between them");
      }
      return InetAddress.ofLiteral(text);
    } catch (IllegalArgumentException notALiteral) {
      throw new IllegalArgumentException(
          "\"" + text + "\" is no IPv4 or IPv6 address", notALiteral);
    }
  }

  public boolean contains(InetAddress address) {
    return address.getAddress().length == base.getAddress().length
        && masked(address, prefixLength).equals(base);
  }

  public boolean overlaps(Network other) {
    return prefixLength <= other.prefixLength ? contains(other.base) : other.contains(base);
  }

  private static InetAddress masked(InetAddress address, int prefixLength) {
    byte[] octets = address.getAddress();
    for (int i = 0; i < octets.length; i++) {
      int kept = Math.clamp(prefixLength - 8L * i, 0, 8);
      octets[i] &= (byte) (0xFF << (8 - kept));
    }
    try {
      return InetAddress.getByAddress(octets);
    } catch (UnknownHostException impossible) {
      throw new IllegalStateException(
          "an address has 4 or 16 octets, not " + octets.length, impossible);
    }
  }

  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%s/%d", AddressText.of(base), prefixLength);
  }
}
