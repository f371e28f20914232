package dev.leeward.health;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An endpoint works when it answers a GET with an expected status; redirects are not followed.
 *
 * @param path with its query, if any: {@code /healthz?deep=1}
 * @param host of the Host header; the endpoint's address if null
 */
public record HttpCheck(
    String name,
    CheckTiming timing,
    int port,
    String path,
    @Nullable String host,
    List<StatusRange> expectStatus)
    implements CheckSettings {
  public HttpCheck {
    CheckSettings.requirePort(port);
    // A space or a line break would end the request line early and let the rest pass as a header.
    if (!path.matches("/[!-~]*")) {
      throw new IllegalArgumentException(
          "path \"" + path + "\" must begin with / and hold printable ASCII without spaces");
    }
    if (host != null && !host.matches("[A-Za-z0-9._:\\[\\]-]+")) {
      throw new IllegalArgumentException("host \"" + host + "\" is no host name");
    }
    if (expectStatus.isEmpty()) {
      throw new IllegalArgumentException("expect-status is empty: no answer would be healthy");
    }
    expectStatus = List.copyOf(expectStatus);
  }

  public boolean isExpected(int status) {
    return expectStatus.stream().anyMatch(range -> range.contains(status));
  }
}
