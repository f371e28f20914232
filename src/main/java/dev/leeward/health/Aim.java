package dev.leeward.health;

import dev.leeward.topology.Endpoint;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;

/**
 * Where one probe goes.
 *
 * @param address allowed to be probed
 * @param timeout of the probe, from its start
 */
record Aim<C extends NetworkCheck>(
    Endpoint endpoint, C check, InetAddress address, Duration timeout) {
  /** Lets the probe's own deadline be first, so that a hung connect is always told as a timeout. */
  private static final Duration AFTER_DEADLINE = Duration.ofMillis(10);

  SocketAddress remote(int port) {
    return SocketAddress.inetSocketAddress(port, address.getHostAddress());
  }

  InetSocketAddress socketAddress(int port) {
    return new InetSocketAddress(address, port);
  }

  /** The endpoint's name without the last dot, or its address. */
  String name() {
    return switch (endpoint.location()) {
      case Endpoint.Address(InetAddress answered) -> answered.getHostAddress();
      case Endpoint.Host(String name) -> withoutLastDot(name);
      case Endpoint.HostAddress(String name, InetAddress _) -> withoutLastDot(name);
    };
  }

  private static String withoutLastDot(String name) {
    return name.substring(0, name.length() - 1);
  }

  /** RFC 9110 section 7.2: the port only where it is not the scheme's own, IPv6 in brackets. */
  String authority(int port, boolean tls) {
    String host = name().indexOf(':') < 0 ? name() : "[" + name() + "]";
    return port == (tls ? 443 : 80) ? host : host + ":" + port;
  }

  int lastMillis() {
    return (int) timeout.plus(AFTER_DEADLINE).toMillis();
  }
}
