package dev.leeward.cluster;

import dev.leeward.topology.Instance;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Where the members of the replicated map are: beside the link, on the next port. */
final class MapAddresses {
  private MapAddresses() {}

  static InetSocketAddress of(Instance instance) {
    InetSocketAddress link = instance.linkAddress();
    return new InetSocketAddress(link.getAddress(), link.getPort() + 1);
  }

  /** Why there cannot be a map, in words for the log; empty when there can. */
  static Optional<String> obstacle(Collection<Instance> instances) {
    if (instances.size() < 2) {
      return Optional.of("there are no peers");
    }
    Set<InetSocketAddress> taken = new HashSet<>();
    for (Instance instance : instances) {
      InetAddress address = instance.linkAddress().getAddress();
      if (!(address instanceof Inet4Address) || !address.isLoopbackAddress()) {
        return Optional.of(
            "the link-address of %s is not in 127.0.0.0/8, and the map never leaves the host"
                .formatted(instance.name()));
      }
      if (!taken.add(instance.linkAddress()) || !taken.add(of(instance))) {
        return Optional.of(
            "%s needs the port of its link-address and the next one for itself"
                .formatted(instance.name()));
      }
    }
    return Optional.empty();
  }
}
