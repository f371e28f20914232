package dev.leeward.health;

import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/**
 * An endpoint works when its standard health service says that it serves (grpc.health.v1).
 *
 * @param tls null: without, by prior knowledge
 * @param service whose health is asked for; empty: the server's
 * @param authority the name that is asked for; the endpoint's name or address if null
 */
public record GrpcCheck(
    Place place, @Nullable TlsTerms tls, String service, @Nullable String authority)
    implements NetworkCheck {
  /** A service's name of this length makes a frame whose lengths are one octet each. */
  private static final int LONGEST_SERVICE = 120;

  public GrpcCheck {
    if (service.length() > LONGEST_SERVICE || !service.matches("[!-~]*")) {
      throw new IllegalArgumentException(
          "\"" + service + "\" is no service of up to " + LONGEST_SERVICE + " characters");
    }
    if (authority != null && !authority.matches("[A-Za-z0-9._:\\[\\]-]+")) {
      throw new IllegalArgumentException("host \"" + authority + "\" is no host name");
    }
  }

  @Override
  public @Nullable InetAddress address() {
    return place.address();
  }
}
