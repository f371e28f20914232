package dev.leeward.health;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is asked for.
 *
 * @param path with its query, if any: {@code /healthz?deep=1}
 * @param host of the Host header; the endpoint's name or address if null
 * @param headers beside those that every probe has, or in their place
 */
public record HttpRequest(
    String method, String path, @Nullable String host, Map<String, Secret> headers) {
  public HttpRequest {
    if (!method.matches("[A-Z]{3,10}")) {
      throw new IllegalArgumentException("method \"" + method + "\" is none like GET");
    }
    // A space or a line break would end the request line early and let the rest pass as a header.
    if (!path.matches("/[!-~]*")) {
      throw new IllegalArgumentException(
          "path \"" + path + "\" must begin with / and hold printable ASCII without spaces");
    }
    if (host != null && !host.matches("[A-Za-z0-9._:\\[\\]-]+")) {
      throw new IllegalArgumentException("host \"" + host + "\" is no host name");
    }
    headers.forEach(HttpRequest::requireHeader);
    headers = Map.copyOf(headers);
  }

  public HttpRequest(String path, @Nullable String host) {
    this("GET", path, host, Map.of());
  }

  /** Throws {@link IllegalArgumentException} unless it is a header (RFC 9110 section 5). */
  public static void requireHeader(String name, Secret value) {
    if (!name.matches("[!#$%&'*+.^_`|~0-9A-Za-z-]+")) {
      throw new IllegalArgumentException("\"" + name + "\" is no header's name");
    }
    if (!value.reveal().matches("[ -~\t]*")) {
      throw new IllegalArgumentException(
          "the value of header " + name + " is not printable ASCII in one line");
    }
  }
}
