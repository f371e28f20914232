package dev.leeward.topology;

import dev.leeward.dns.Name;
import java.net.InetAddress;
import java.util.List;

/** A failure domain, known by the networks and the host names that its records point at. */
public record Region(String name, List<Network> networks, List<HostPattern> hosts) {
  public Region {
    networks = List.copyOf(networks);
    hosts = List.copyOf(hosts);
  }

  public Region(String name, List<Network> networks) {
    this(name, networks, List.of());
  }

  public boolean contains(InetAddress address) {
    return networks.stream().anyMatch(network -> network.contains(address));
  }

  public boolean contains(Name host) {
    return hosts.stream().anyMatch(pattern -> pattern.matches(host));
  }
}
