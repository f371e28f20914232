package dev.leeward.topology;

import java.net.InetAddress;
import java.util.List;

/** A failure domain, known by the networks that its records point at. */
public record Region(String name, List<Network> networks) {
  public Region {
    networks = List.copyOf(networks);
  }

  public boolean contains(InetAddress address) {
    return networks.stream().anyMatch(network -> network.contains(address));
  }
}
