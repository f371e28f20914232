package dev.leeward.health;

import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/** An endpoint works when it accepts a connection and answers in it as expected. */
public record TcpCheck(Place place, Dialogue dialogue) implements NetworkCheck {
  public TcpCheck(int port) {
    this(Place.port(port), Dialogue.NONE);
  }

  @Override
  public @Nullable InetAddress address() {
    return place.address();
  }
}
