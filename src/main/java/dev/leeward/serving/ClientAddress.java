package dev.leeward.serving;

import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * A client's address as numbers, so that a packet costs no object. Owned by one listener thread,
 * which sets it anew for every packet: who wants to keep it asks for {@link #toInetAddress}.
 */
public final class ClientAddress {
  private static final int IPV4_OCTETS = 4;
  private static final int IPV6_OCTETS = 16;

  private boolean isIpv6;
  private long high;
  private long low;

  public static ClientAddress of(InetAddress address) {
    ClientAddress made = new ClientAddress();
    made.set(address);
    return made;
  }

  public void set(InetAddress address) {
    byte[] octets = address.getAddress();
    if (octets.length == IPV4_OCTETS) {
      setIpv4((int) (number(octets, 0, IPV4_OCTETS) >>> Integer.SIZE));
    } else {
      setIpv6(number(octets, 0, Long.BYTES), number(octets, Long.BYTES, Long.BYTES));
    }
  }

  /** In network order: 192.0.2.1 is 0xC0000201. */
  public void setIpv4(int address) {
    isIpv6 = false;
    high = (long) address << Integer.SIZE;
    low = 0;
  }

  /**
   * In network order.
   *
   * @param first the first eight octets, which most often are the network
   */
  public void setIpv6(long first, long last) {
    isIpv6 = true;
    high = first;
    low = last;
  }

  public boolean isIpv6() {
    return isIpv6;
  }

  /** 4 or 16. */
  public int length() {
    return isIpv6 ? IPV6_OCTETS : IPV4_OCTETS;
  }

  /** The first 64 bits; an IPv4 address is the upper half of them. */
  public long high() {
    return high;
  }

  /** The last 64 bits; 0 for IPv4. */
  public long low() {
    return low;
  }

  /** Writes {@link #length} octets. */
  public void copyTo(byte[] octets, int at) {
    int length = length();
    for (int i = 0; i < length; i++) {
      long half = i < Long.BYTES ? high : low;
      octets[at + i] = (byte) (half >>> Long.SIZE - Byte.SIZE - Byte.SIZE * (i % Long.BYTES));
    }
  }

  /** Another object at every call, which stays as it is. */
  public InetAddress toInetAddress() {
    byte[] octets = new byte[length()];
    copyTo(octets, 0);
    try {
      return InetAddress.getByAddress(octets);
    } catch (UnknownHostException impossible) {
      throw new IllegalStateException("an address has the octets of none", impossible);
    }
  }

  /** Left-aligned. */
  private static long number(byte[] octets, int from, int length) {
    long number = 0;
    for (int i = 0; i < length; i++) {
      number |= (octets[from + i] & 0xFFL) << Long.SIZE - Byte.SIZE - Byte.SIZE * i;
    }
    return number;
  }

  @Override
  public String toString() {
    return toInetAddress().getHostAddress();
  }
}
