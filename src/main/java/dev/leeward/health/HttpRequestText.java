package dev.leeward.health;

import java.util.IdentityHashMap;
import java.util.Map;

/**
 * Requests as octets; owned by one loop. Of what thousands of targets are asked only the place
 * differs, so the rest is written once for each check.
 */
final class HttpRequestText {
  /** A reload brings other checks; those that were before are not kept for long. */
  private static final int MOST = 256;

  private final Map<HttpRequest, Rest> known = new IdentityHashMap<>();

  /** What follows the host. */
  private record Rest(String userAgent, String text) {}

  byte[] octets(HttpRequest request, String path, String authority, String userAgent) {
    Rest rest = known.get(request);
    if (rest == null || !rest.userAgent().equals(userAgent)) {
      rest = new Rest(userAgent, request.afterHost(userAgent));
      if (known.size() >= MOST) {
        known.clear();
      }
      known.put(request, rest);
    }
    return request.octets(path, authority, rest.text());
  }
}
