package dev.leeward.failover;

import dev.leeward.dns.Rdata;
import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The {@code ipv4hint} and {@code ipv6hint} of SVCB and HTTPS data (RFC 9460 sections 2.2 and 7.3).
 */
final class ServiceBindingHints {
  private static final int MANDATORY = 0;
  private static final int IPV4_HINT = 4;
  private static final int IPV6_HINT = 6;
  private static final int PRIORITY_OCTETS = 2;
  private static final int KEY_OCTETS = 2;

  private ServiceBindingHints() {}

  /**
   * Without these addresses. A hint that loses its last address goes, and its key with it from
   * {@code mandatory}, which must name only what is there (RFC 9460 section 8).
   *
   * @return {@code data} itself when it hints at none of them
   */
  static Rdata without(Set<InetAddress> withdrawn, Rdata data) {
    byte[] wire = data.wire();
    int start = PRIORITY_OCTETS + data.nameAt(PRIORITY_OCTETS).wireLength();
    SortedMap<Integer, byte[]> parameters = parameters(wire, start);
    Set<Integer> gone = new HashSet<>();
    boolean changed = strip(parameters, IPV4_HINT, 4, withdrawn, gone);
    changed |= strip(parameters, IPV6_HINT, 16, withdrawn, gone);
    if (!changed) {
      return data;
    }
    byte[] mandatory = parameters.get(MANDATORY);
    if (mandatory != null) {
      replace(parameters, MANDATORY, withoutKeys(mandatory, gone), gone);
    }
    return new Rdata(written(Arrays.copyOf(wire, start), parameters));
  }

  private static SortedMap<Integer, byte[]> parameters(byte[] wire, int start) {
    SortedMap<Integer, byte[]> parameters = new TreeMap<>();
    int at = start;
    while (at < wire.length) {
      int length = number(wire, at + 2);
      parameters.put(number(wire, at), Arrays.copyOfRange(wire, at + 4, at + 4 + length));
      at += 4 + length;
    }
    return parameters;
  }

  private static boolean strip(
      SortedMap<Integer, byte[]> parameters,
      int key,
      int addressOctets,
      Set<InetAddress> withdrawn,
      Set<Integer> gone) {
    byte[] hint = parameters.get(key);
    if (hint == null) {
      return false;
    }
    ByteArrayOutputStream kept = new ByteArrayOutputStream();
    for (int at = 0; at < hint.length; at += addressOctets) {
      byte[] address = Arrays.copyOfRange(hint, at, at + addressOctets);
      if (!withdrawn.contains(address(address))) {
        kept.writeBytes(address);
      }
    }
    if (kept.size() == hint.length) {
      return false;
    }
    replace(parameters, key, kept.toByteArray(), gone);
    return true;
  }

  private static void replace(
      SortedMap<Integer, byte[]> parameters, int key, byte[] value, Set<Integer> gone) {
    if (value.length == 0) {
      parameters.remove(key);
      gone.add(key);
    } else {
      parameters.put(key, value);
    }
  }

  private static byte[] withoutKeys(byte[] keys, Set<Integer> gone) {
    ByteArrayOutputStream kept = new ByteArrayOutputStream();
    for (int at = 0; at < keys.length; at += KEY_OCTETS) {
      if (!gone.contains(number(keys, at))) {
        kept.write(keys, at, KEY_OCTETS);
      }
    }
    return kept.toByteArray();
  }

  private static byte[] written(byte[] head, SortedMap<Integer, byte[]> parameters) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(head);
    parameters.forEach((key, value) -> {
      writeNumber(out, key);
      writeNumber(out, value.length);
      out.writeBytes(value);
    });
    return out.toByteArray();
  }

  private static void writeNumber(ByteArrayOutputStream out, int value) {
    out.write(value >>> 8);
    out.write(value);
  }

  private static int number(byte[] wire, int at) {
    return (wire[at] & 0xFF) << 8 | wire[at + 1] & 0xFF;
  }

  private static InetAddress address(byte[] octets) {
    try {
      return InetAddress.getByAddress(octets);
    } catch (UnknownHostException impossible) {
      throw new IllegalStateException(
          "hint of " + octets.length + " octets passed the zone reader", impossible);
    }
  }
}
