package dev.leeward.health;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Requests of plain HTTP, octet for octet (RFC 9112). */
class HttpRequestTextTest {
  private final HttpRequestText text = new HttpRequestText();

  private String of(HttpRequest request, String authority, String userAgent) {
    return new String(
        text.octets(request, request.path(), authority, userAgent), StandardCharsets.ISO_8859_1);
  }

  @Test
  void theHostIsFirstAndTheConnectionIsClosedAfterwards() {
    assertEquals(
        """
        GET /healthz HTTP/1.1\r
        Host: 192.0.2.10:8080\r
        Accept: */*\r
        Connection: close\r
        User-Agent: leeward-probe\r
        \r
        """,
        of(new HttpRequest("/healthz", null), "192.0.2.10:8080", "leeward-probe"));
  }

  @Test
  void thousandsOfPlacesShareTheRest() {
    HttpRequest request = new HttpRequest("/", null);
    String one = of(request, "192.0.2.1", "a");
    assertEquals(one.replace("192.0.2.1", "192.0.2.2"), of(request, "192.0.2.2", "a"));
  }

  @Test
  void aRedirectAsksForItsOwnPath() {
    HttpRequest request = new HttpRequest("/", null);
    String one = of(request, "192.0.2.1", "a");
    String other =
        new String(text.octets(request, "/b", "192.0.2.1", "a"), StandardCharsets.ISO_8859_1);
    assertEquals(one.replace("GET / ", "GET /b "), other);
    assertEquals(one, of(request, "192.0.2.1", "a"));
  }

  @Test
  void anotherUserAgentOfAReloadIsUsedAtOnce() {
    HttpRequest request = new HttpRequest("/", null);
    String before = of(request, "192.0.2.1", "before");
    assertEquals(before.replace("before", "after"), of(request, "192.0.2.1", "after"));
  }

  @Test
  void aChecksOwnHeadersGoBeforeTheUsualOnes() {
    HttpRequest request =
        new HttpRequest(
            "POST",
            "/",
            null,
            Map.of(
                "host", new Secret("www.example.com"),
                "connection", new Secret("keep-alive"),
                "X-Key", new Secret("k")));
    assertEquals(
        """
        POST / HTTP/1.1\r
        Host: www.example.com\r
        Accept: */*\r
        connection: keep-alive\r
        Content-Length: 0\r
        User-Agent: leeward-probe\r
        X-Key: k\r
        \r
        """,
        of(request, "192.0.2.10", "leeward-probe"));
  }

  @Test
  void checksThatAReloadLeftBehindAreForgotten() {
    for (int i = 0; i < 1000; i++) {
      HttpRequest request = new HttpRequest("/" + i, null);
      assertEquals("GET /" + i + " HTTP/1.1", of(request, "a", "b").lines().findFirst().orElse(""));
    }
  }
}
