package dev.leeward.topology;

import dev.leeward.dns.Name;
import java.net.InetAddress;
import java.util.Optional;

/**
 * One address or host that a service's records point at, inside a region.
 *
 * @param text as it is written: the address (RFC 5952), or the host's name in lower case
 */
public record Endpoint(Location location, String region, String text) {
  /** Where it is. */
  public sealed interface Location {}

  /** At an address. */
  public record Address(InetAddress address) implements Location {}

  /**
   * Wherever the name leads when it is probed.
   *
   * @param name absolute, in lower case, with the last dot
   */
  public record Host(String name) implements Location {}

  /**
   * One of the addresses to which a host's name leads now, as it is probed; a configuration has
   * none.
   */
  public record HostAddress(String name, InetAddress address) implements Location {}

  public Endpoint(InetAddress address, String region) {
    this(new Address(address), region, AddressText.of(address));
  }

  public Endpoint(Name host, String region) {
    this(new Host(host.toLowerCase().toString()), region, host.toLowerCase().toString());
  }

  /** Empty for a host: which one it has changes, and is no fact of the configuration. */
  public Optional<InetAddress> address() {
    return location instanceof Address(InetAddress address)
        ? Optional.of(address)
        : Optional.empty();
  }

  /**
   * A host at one of its addresses: {@code lb.example.net.@192.0.2.1}.
   *
   * @param host its text is its name
   */
  public static Endpoint at(Endpoint host, InetAddress address) {
    return new Endpoint(
        new HostAddress(host.text(), address),
        host.region(),
        host.text() + "@" + AddressText.of(address));
  }

  @Override
  public String toString() {
    return text;
  }
}
