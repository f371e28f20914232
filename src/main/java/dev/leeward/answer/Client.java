package dev.leeward.answer;

import dev.leeward.serving.ClientAddress;
import java.net.InetAddress;

/**
 * Who asks, and how. Owned by one listener thread, which over UDP has one of it and sets its
 * address anew for every packet: nobody may keep it beyond the answer.
 *
 * @param arrival what is only written down
 * @param idleTenths how long the connection may stay idle from now on, in units of 100 ms, as RFC
 *     7828 tells it; 0 for UDP and for a connection that is to be closed
 */
public record Client(Transport transport, ClientAddress address, Arrival arrival, int idleTenths) {
  public Client(Transport transport, InetAddress address, int idleTenths) {
    this(transport, address, Arrival.UNKNOWN, idleTenths);
  }

  public Client(Transport transport, InetAddress address, Arrival arrival, int idleTenths) {
    this(transport, ClientAddress.of(address), arrival, idleTenths);
  }

  /** Without an address yet. */
  public static Client overUdp(Arrival arrival) {
    return new Client(Transport.UDP, new ClientAddress(), arrival, 0);
  }

  public static Client overUdp(InetAddress address) {
    return new Client(Transport.UDP, address, 0);
  }

  /** From now on it is another one that asks. */
  public void comesFrom(InetAddress sender) {
    address.set(sender);
  }

  /** As {@link ClientAddress#setIpv4}. */
  public void comesFromIpv4(int sender) {
    address.setIpv4(sender);
  }

  /** As {@link ClientAddress#setIpv6}. */
  public void comesFromIpv6(long first, long last) {
    address.setIpv6(first, last);
  }
}
