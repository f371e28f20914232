package dev.leeward.listener;

import dev.leeward.answer.Transport;
import java.io.IOException;
import java.net.InetSocketAddress;

/** An address that could not be bound: which one, why, and what to do. */
public final class BindFailure extends IOException {
  private static final long serialVersionUID = 1L;
  private static final int FIRST_UNPRIVILEGED_PORT = 1024;

  BindFailure(Transport transport, InetSocketAddress address, Throwable cause) {
    super(
        "cannot listen on %s %s: %s; %s"
            .formatted(
                transport,
                HostAddresses.text(address),
                reason(cause),
                advice(
                    transport == Transport.TLS ? "listen.tls" : "listen.dns",
                    address,
                    reason(cause))),
        cause);
  }

  private static String reason(Throwable cause) {
    String message = cause.getMessage();
    return message == null ? cause.getClass().getSimpleName() : message;
  }

  private static String advice(String key, InetSocketAddress address, String reason) {
    if (reason.contains("in use")) {
      return "another server has this port: stop it or change " + key + " (ss -lnp shows which)";
    }
    if (reason.contains("denied") && address.getPort() < FIRST_UNPRIVILEGED_PORT) {
      return "ports below 1024 need root or the capability CAP_NET_BIND_SERVICE, or change " + key;
    }
    if (reason.contains("assign")) {
      return "this host does not have the address: change " + key;
    }
    return "change " + key;
  }
}
