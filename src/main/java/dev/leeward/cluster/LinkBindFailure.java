package dev.leeward.cluster;

import java.io.IOException;
import java.net.InetSocketAddress;

/** The link's address could not be bound: which one, why, and what to do. */
public final class LinkBindFailure extends IOException {
  private static final long serialVersionUID = 1L;

  LinkBindFailure(InetSocketAddress address, Throwable cause) {
    super(
        "cannot listen for peers on %s: %s; %s"
            .formatted(text(address), reason(cause), advice(reason(cause))),
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
