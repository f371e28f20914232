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

  /** What stands before and behind the host. */
  private record Frame(String path, String userAgent, byte[] toHost, byte[] afterHost) {
    static Frame of(HttpRequest request, String path, String userAgent) {
      return new Frame(
          path,
          userAgent,
          HttpRequestText.octets(request.toHost(path)),
          HttpRequestText.octets(request.afterHost(userAgent)));
    }

    byte[] around(byte[] host) {
      byte[] all = new byte[toHost.length + host.length + afterHost.length];
      System.arraycopy(toHost, 0, all, 0, toHost.length);
      System.arraycopy(host, 0, all, toHost.length, host.length);
      System.arraycopy(afterHost, 0, all, toHost.length + host.length, afterHost.length);
      return all;
    }
  }

  /** As it goes over a connection of its own (RFC 9112). */
  byte[] octets(HttpRequest request, String path, String authority, String userAgent) {
    Frame frame = known.get(request);
    if (frame == null || !frame.path().equals(path) || !frame.userAgent().equals(userAgent)) {
      frame = Frame.of(request, path, userAgent);
      if (known.size() >= MOST) {
        known.clear();
      }
      known.put(request, frame);
    }
    return frame.around(octets(request.ownHost(authority)));
  }

  private static byte[] octets(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
