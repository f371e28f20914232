package dev.leeward.health;

import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/** A check that speaks to an address. */
public sealed interface NetworkCheck extends CheckType
    permits DnsCheck, GrpcCheck, HttpCheck, IcmpCheck, TcpCheck, TlsCheck, UdpCheck {
  /** What is probed in place of the endpoint's own address; null: that. */
  @Nullable InetAddress address();
}
