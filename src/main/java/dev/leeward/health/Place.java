package dev.leeward.health;

import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/**
 * Where an endpoint is probed.
 *
 * @param address in place of the endpoint's own; null: that
 */
public record Place(@Nullable InetAddress address, int port) {
  public Place {
    if (port < 1 || port > 65_535) {
      throw new IllegalArgumentException("port " + port + " is not within 1 to 65535");
    }
  }

  public static Place port(int port) {
    return new Place(null, port);
  }
}
