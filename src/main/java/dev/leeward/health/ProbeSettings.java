package dev.leeward.health;

import dev.leeward.topology.Network;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
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
  private static final int USUAL_CONCURRENCY = 5000;

  /** Of Amazon by IPv6, Alibaba, Azure and Oracle; the others' are link-local. */
  private static final List<Network> CLOUD_METADATA =
      List.of(
          Network.parse("fd00:ec2::254"),
          Network.parse("100.100.100.200"),
          Network.parse("168.63.129.16"),
          Network.parse("192.0.0.192"));

  /** RFC 6052 section 2.1: behind it a translator leads to the IPv4 address of the last 32 bits. */
  private static final Network TRANSLATED = Network.parse("64:ff9b::/96");

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
    if (contains(allowNetworks, address)) {
      return Optional.empty();
    }
    if (TRANSLATED.contains(address)) {
      return objectionTo(translated(address));
    }
    if (address.isLoopbackAddress()) {
      return allowLoopback
          ? Optional.empty()
          : Optional.of("a loopback address is probed only with probes.allow-loopback");
    }
    if (address.isLinkLocalAddress() || contains(CLOUD_METADATA, address)) {
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

  private static boolean contains(List<Network> networks, InetAddress address) {
    for (Network network : networks) {
      if (network.contains(address)) {
        return true;
      }
    }
    return false;
  }

  private static InetAddress translated(InetAddress address) {
    byte[] octets = address.getAddress();
    try {
      return InetAddress.getByAddress(Arrays.copyOfRange(octets, octets.length - 4, octets.length));
    } catch (UnknownHostException impossible) {
      throw new IllegalStateException("four octets are an address", impossible);
    }
  }
}
