package dev.leeward.health;

import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/** An endpoint works when it answers a datagram as expected. */
public record UdpCheck(Place place, Dialogue dialogue) implements NetworkCheck {
  public UdpCheck {
    if (dialogue.send() == null) {
      throw new IllegalArgumentException("without a datagram to send nothing would answer");
    }
  }

  @Override
  public @Nullable InetAddress address() {
    return place.address();
  }
}
