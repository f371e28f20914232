package dev.leeward.cluster;

import java.io.IOException;
import java.net.InetSocketAddress;

/** The link's address could not be bound: which one, why, and what to do. */
public final class LinkBindFailure extends IOException {
  private static final long serialVersionUID = 1L;

  private LinkBindFailure(String message, Throwable cause) {
    super(message, cause);
  }

  static LinkBindFailure ofLink(InetSocketAddress address, Throwable cause) {
    return new LinkBindFailure(
        "cannot listen for peers on %s: %s; %s"
            .formatted(text(address), reason(cause), advice(reason(cause))),
        cause);
  }

  /** Where a peer's member of the replicated map would have been found. */
  static LinkBindFailure ofTunnel(String peer, InetSocketAddress address, Throwable cause) {
    return new LinkBindFailure(
        "cannot listen on %s for the map's member of %s: %s; %s"
            .formatted(text(address), peer, reason(cause), tunnelAdvice(reason(cause))),
        cause);
  }

  private static String text(InetSocketAddress address) {
    String host = address.getAddress().getHostAddress();
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort();
  }

  private static String reason(Throwable cause) {
    String message = cause.getMessage();
    return message == null ? cause.getClass().getSimpleName() : message;
  }

  private static String tunnelAdvice(String reason) {
    return reason.contains("in use")
        ? "another process has this port: stop it (ss -ltnp shows which) or use other ports for the"
            + " links"
        : "this host needs the address on its loopback interface: Linux has all of 127.0.0.0/8,"
            + " elsewhere it is added as an alias";
  }

  private static String advice(String reason) {
    if (reason.contains("in use")) {
      return "another process has this port: stop it (ss -ltnp shows which) or change listen.link";
    }
    if (reason.contains("assign")) {
      return "this host does not have the address: change listen.link";
    }
    return "change listen.link";
  }
}
