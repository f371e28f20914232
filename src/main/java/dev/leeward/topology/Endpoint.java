package dev.leeward.topology;

import java.net.InetAddress;

/** One address that a service's records point at, inside a region. */
public record Endpoint(InetAddress address, String region) {
  @Override
  public String toString() {
    return AddressText.of(address);
  }
}
