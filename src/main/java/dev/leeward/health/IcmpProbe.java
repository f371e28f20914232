package dev.leeward.health;

import java.io.IOException;
import java.net.Inet6Address;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Sends echo requests; its sockets are opened by the first. Any event loop may call. */
public final class IcmpProbe implements Probing<IcmpCheck>, AutoCloseable {
  private @Nullable Pings ipv4;
  private @Nullable Pings ipv6;

  /** Why this host cannot send echo requests; empty if it can. */
  public static Optional<String> objection() {
    try (PingSocket _ = PingSocket.open(false, Duration.ofMillis(1))) {
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public void begin(Aim<IcmpCheck> aim, ProbeAttempt attempt) {
    try {
      Pings pings = pings(aim.address() instanceof Inet6Address);
      attempt.onEnd(pings.send(aim.address(), () -> attempt.later(ProbeAttempt::healthy)));
      attempt.step("echo request sent");
    } catch (IOException e) {
      attempt.couldNotConnect(e);
    }
  }

  private synchronized Pings pings(boolean ofIpv6) throws IOException {
    Pings open = ofIpv6 ? ipv6 : ipv4;
    if (open == null) {
      open = Pings.open(ofIpv6);
      if (ofIpv6) {
        ipv6 = open;
      } else {
        ipv4 = open;
      }
    }
    return open;
  }

  @Override
  public synchronized void close() {
    for (Pings open : new @Nullable Pings[] {ipv4, ipv6}) {
      if (open != null) {
        open.close();
      }
    }
    ipv4 = null;
    ipv6 = null;
  }
}
