package dev.leeward.health;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.DatagramChannel;
import java.nio.channels.UnsupportedAddressTypeException;

/**
 * Whether this host has a way to an address: connecting a datagram socket asks the routing table
 * and sends nothing.
 */
final class LocalRoute {
  private static final int DISCARD_PORT = 9;

  private LocalRoute() {}

  static boolean exists(InetAddress address) {
    try (DatagramChannel channel = DatagramChannel.open()) {
      channel.connect(new InetSocketAddress(address, DISCARD_PORT));
      return true;
    } catch (IOException | UnsupportedAddressTypeException noRoute) {
      return false;
    }
  }
}
