package dev.leeward.health;

import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/**
 * An endpoint works when it answers a request as expected.
 *
 * @param tls null: without
 * @param http2 else HTTP/1.1; the version is never negotiated down
 * @param redirects so many are followed, never to another host, port or scheme
 */
public record HttpCheck(
    Place place,
    @Nullable TlsTerms tls,
    boolean http2,
    HttpRequest request,
    HttpExpectation expectation,
    int redirects)
    implements NetworkCheck {
  public static final int MOST_REDIRECTS = 10;

  public HttpCheck {
    if (redirects < 0 || redirects > MOST_REDIRECTS) {
      throw new IllegalArgumentException(
          redirects + " redirects are not within 0 to " + MOST_REDIRECTS);
    }
  }

  public HttpCheck(Place place, HttpRequest request, HttpExpectation expectation) {
    this(place, null, false, request, expectation, 0);
  }

  @Override
  public @Nullable InetAddress address() {
    return place.address();
  }
}
