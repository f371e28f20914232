package dev.leeward.answer;

import java.net.InetAddress;

/**
 * Who asks, and how.
 *
 * @param idleTenths how long the connection may stay idle from now on, in units of 100 ms, as RFC
 *     7828 tells it; 0 for UDP and for a connection that is to be closed
 */
public record Client(Transport transport, InetAddress address, int idleTenths) {
  public static Client overUdp(InetAddress address) {
    return new Client(Transport.UDP, address, 0);
  }
}
