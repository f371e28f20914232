package dev.leeward.health;

import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/** An endpoint works when it makes a TLS connection with the right certificate. */
public record TlsCheck(Place place, TlsTerms tls) implements NetworkCheck {
  @Override
  public @Nullable InetAddress address() {
    return place.address();
  }
}
