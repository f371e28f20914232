package dev.leeward.health;

import dev.leeward.topology.Network;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;

/**
 * What holds for all probes of an instance.
 *
 * @param allowLoopback whether loopback addresses may be probed
 * @param allowNetworks where addresses that are else forbidden may be probed
 * @param allowCommands whether checks may run programs
 * @param maxConcurrent how many probes may be under way at one time
 * @param resolvers who is asked where endpoints are that are named; none: whom this host asks
 * @param userAgent how HTTP probes introduce themselves
 */
public record ProbeSettings(
    boolean allowLoopback,
    List<Network> allowNetworks,
    boolean allowCommands,
    int maxConcurrent,
    List<InetSocketAddress> resolvers,
    String userAgent) {
  private static final int USUAL_CONCURRENCY = 2000;
  private static final Network CLOUD_METADATA = Network.parse("fd00:ec2::254");
  private static final Network BROADCAST = Network.parse("255.255.255.255");

  public ProbeSettings {
    if (!userAgent.matches("[ -~]+")) {
      throw new IllegalArgumentException("user-agent \"" + userAgent + "\" is not printable ASCII");
    }
    if (maxConcurrent < 1) {
      throw new IllegalArgumentException("max-concurrent " + maxConcurrent + " is less than 1");
    }
    allowNetworks = List.copyOf(allowNetworks);
    resolvers = List.copyOf(resolvers);
  }

  public ProbeSettings(
      boolean allowLoopback, List<Network> allowNetworks, boolean allowCommands, String userAgent) {
    this(allowLoopback, allowNetworks, allowCommands, USUAL_CONCURRENCY, List.of(), userAgent);
  }

  public ProbeSettings(boolean allowLoopback, String userAgent) {
    this(allowLoopback, List.of(), false, userAgent);
  }

  /**
   * Why {@code address} must not be probed. Whoever edits a zone chooses what is probed, so probes
   * must not reach what only this host can: its own services and a cloud's metadata.
   */
  public Optional<String> objectionTo(InetAddress address) {
    if (allowNetworks.stream().anyMatch(network -> network.contains(address))) {
      return Optional.empty();
    }
    if (address.isLoopbackAddress()) {
      return allowLoopback
          ? Optional.empty()
          : Optional.of("a loopback address is probed only with probes.allow-loopback");
    }
    if (address.isLinkLocalAddress() || CLOUD_METADATA.contains(address)) {
      return Optional.of(
          "a link-local or metadata address is probed only within probes.allow-networks");
    }
    if (address.isAnyLocalAddress()
        || address.isMulticastAddress()
        || BROADCAST.contains(address)) {
      return Optional.of("this is no address of one host");
    }
    return Optional.empty();
  }
}
