package dev.leeward.health;

import java.nio.charset.StandardCharsets;
import java.util.IdentityHashMap;
import java.util.Map;

/**
 * Requests as octets; owned by one loop. Of what thousands of targets are asked only the host
 * differs, so the rest is written once for each check.
 */
final class HttpRequestText {
  /** A reload brings other checks; those that were before are not kept for long. */
  private static final int MOST = 256;

  private final Map<HttpRequest, Frame> known = new IdentityHashMap<>();

  /** What stands before the host where nothing redirected, and behind it. */
  private record Frame(String userAgent, byte[] toHost, byte[] afterHost) {}

  /** As it goes over a connection of its own (RFC 9112). */
  byte[] octets(HttpRequest request, String path, String authority, String userAgent) {
    Frame frame = known.get(request);
    if (frame == null || !frame.userAgent().equals(userAgent)) {
      frame =
          new Frame(
              userAgent,
              octets(request.toHost(request.path())),
              octets(request.afterHost(userAgent)));
      if (known.size() >= MOST) {
        known.clear();
      }
      known.put(request, frame);
    }
    byte[] toHost = path.equals(request.path()) ? frame.toHost() : octets(request.toHost(path));
    return joined(toHost, octets(request.ownHost(authority)), frame.afterHost());
  }

  private static byte[] joined(byte[] toHost, byte[] host, byte[] afterHost) {
    byte[] all = new byte[toHost.length + host.length + afterHost.length];
    System.arraycopy(toHost, 0, all, 0, toHost.length);
    System.arraycopy(host, 0, all, toHost.length, host.length);
    System.arraycopy(afterHost, 0, all, toHost.length + host.length, afterHost.length);
    return all;
  }

  private static byte[] octets(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
