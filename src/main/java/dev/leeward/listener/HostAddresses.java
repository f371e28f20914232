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
