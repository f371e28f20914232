package dev.leeward.topology;

import java.net.InetAddress;

/**
 * One address that a service's records point at, inside a region.
 *
 * @param text the address as it is written (RFC 5952)
 */
public record Endpoint(InetAddress address, String region, String text) {
  public Endpoint(InetAddress address, String region) {
    this(address, region, AddressText.of(address));
  }

  @Override
  public String toString() {
    return text;
  }
}
