package dev.leeward.health;

import java.net.URI;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Where a redirect leads. */
final class Redirect {
  private Redirect() {}

  /** Its path and query when it stays at the same scheme, host and port; else null. */
  static @Nullable String sameServerPath(String from, String location) {
    try {
      URI base = URI.create(from);
      URI target = base.resolve(location);
      boolean same =
          Objects.equals(base.getScheme(), target.getScheme())
              && target.getHost() != null
              && target.getHost().equalsIgnoreCase(base.getHost())
              && port(base) == port(target)
              && target.getRawUserInfo() == null;
      String path = target.getRawPath() == null ? "" : target.getRawPath();
      String query = target.getRawQuery() == null ? "" : "?" + target.getRawQuery();
      String whole = (path.isEmpty() ? "/" : path) + query;
      return same && whole.matches("/[!-~]*") ? whole : null;
    } catch (IllegalArgumentException noUri) {
      return null;
    }
  }

  private static int port(URI uri) {
    int own = "https".equals(uri.getScheme()) ? 443 : 80;
    return uri.getPort() < 0 ? own : uri.getPort();
  }

  /** A Host header's host, without port and brackets. */
  static String hostOf(String authority) {
    if (authority.startsWith("[")) {
      return authority.substring(1, Math.max(1, authority.indexOf(']')));
    }
    int colon = authority.indexOf(':');
    return colon < 0 ? authority : authority.substring(0, colon);
  }
}
