package dev.leeward.listener;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The addresses of this host, so that each is bound by itself and every answer leaves from where it
 * was asked.
 */
final class HostAddresses {
  private HostAddresses() {}

  /**
   * Each address once; those of this host in place of a wildcard, without IPv6's link-local ones.
   */
  static List<InetSocketAddress> expand(List<InetSocketAddress> addresses) throws SocketException {
    Set<InetSocketAddress> expanded = new LinkedHashSet<>();
    for (InetSocketAddress address : addresses) {
      if (address.getAddress().isAnyLocalAddress()) {
        all().forEach(host -> expanded.add(new InetSocketAddress(host, address.getPort())));
      } else {
        expanded.add(address);
      }
    }
    return List.copyOf(expanded);
  }

  /**
   * Where to bind UDP: {@link ListenerSettings#everyAddress} is each address of this host.
   *
   * @param keepsWildcards whether a wildcard that is written out is bound as it is, and then takes
   *     in what else is written of its family and port; else each address of its family is
   */
  static List<InetSocketAddress> forUdp(List<InetSocketAddress> addresses, boolean keepsWildcards)
      throws SocketException {
    Set<InetSocketAddress> expanded = new LinkedHashSet<>();
    for (InetSocketAddress address : addresses) {
      if (address.isUnresolved()) {
        all().forEach(host -> expanded.add(new InetSocketAddress(host, address.getPort())));
      } else if (keepsWildcards) {
        expanded.add(address);
      } else {
        expanded.addAll(eachOf(address));
      }
    }
    return expanded.stream()
        .filter(address -> expanded.stream().noneMatch(other -> takesIn(other, address)))
        .toList();
  }

  /** A wildcard's addresses of its own family on this host, or the address alone. */
  static List<InetSocketAddress> eachOf(InetSocketAddress address) throws SocketException {
    if (!address.getAddress().isAnyLocalAddress()) {
      return List.of(address);
    }
    return all().stream()
        .filter(host -> isSameFamily(host, address.getAddress()))
        .map(host -> new InetSocketAddress(host, address.getPort()))
        .toList();
  }

  /** Whether both could not be bound, and the first is enough. */
  private static boolean takesIn(InetSocketAddress wildcard, InetSocketAddress address) {
    return wildcard.getAddress().isAnyLocalAddress()
        && !address.getAddress().isAnyLocalAddress()
        && wildcard.getPort() == address.getPort()
        && wildcard.getPort() != 0
        && isSameFamily(wildcard.getAddress(), address.getAddress());
  }

  private static boolean isSameFamily(InetAddress one, InetAddress other) {
    return SocketAddressOctets.isIpv6(one) == SocketAddressOctets.isIpv6(other);
  }

  /** As the configuration writes it. */
  static String text(InetSocketAddress address) {
    String host = address.getAddress().getHostAddress();
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort();
  }

  private static List<InetAddress> all() throws SocketException {
    List<InetAddress> all = new ArrayList<>();
    for (NetworkInterface network : NetworkInterface.networkInterfaces().toList()) {
      if (network.isUp()) {
        for (InetAddress address :
            network.inetAddresses().filter(HostAddresses::isAskedByOthers).toList()) {
          all.add(withoutInterface(address));
        }
      }
    }
    return all;
  }

  /** As {@code ::1%lo} it could be bound here, and would be looked up as a host's name there. */
  private static InetAddress withoutInterface(InetAddress address) {
    try {
      return InetAddress.getByAddress(address.getAddress());
    } catch (UnknownHostException impossible) {
      throw new IllegalStateException("an address has the octets of none", impossible);
    }
  }

  private static boolean isAskedByOthers(InetAddress address) {
    return !(address.isLinkLocalAddress() && address.getAddress().length == 16);
  }
}
