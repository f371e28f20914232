package dev.leeward.health;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
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
  private static final Set<String> SENDS_CONTENT = Set.of("POST", "PUT", "PATCH");

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

  /** All headers but those of the connection. */
  Map<String, String> fields(String authority, String userAgent) {
    Map<String, String> fields = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    fields.put("Host", authority);
    fields.put("User-Agent", userAgent);
    fields.put("Accept", "*/*");
    // RFC 9110 section 8.6: where content is usual its absence is told.
    if (SENDS_CONTENT.contains(method)) {
      fields.put("Content-Length", "0");
    }
    headers.forEach((name, value) -> fields.put(name, value.reveal()));
    return fields;
  }

  /** The beginning of it as it goes over a connection of its own, to the host (RFC 9112). */
  String toHost(String path) {
    // RFC 9110 section 7.2: the host is best told first.
    return method + ' ' + path + " HTTP/1.1\r\nHost: ";
  }

  /** The host that it tells of, which a header of its own may say otherwise. */
  String ownHost(String authority) {
    for (Map.Entry<String, Secret> header : headers.entrySet()) {
      if (header.getKey().equalsIgnoreCase("Host")) {
        return header.getValue().reveal();
      }
    }
    return authority;
  }

  /** What follows the host: all other headers, to the empty line. */
  String afterHost(String userAgent) {
    Map<String, String> fields = fields("", userAgent);
    fields.remove("Host");
    fields.putIfAbsent("Connection", "close");
    StringBuilder rest = new StringBuilder("\r\n");
    fields.forEach((name, value) -> rest.append(name).append(": ").append(value).append("\r\n"));
    return rest.append("\r\n").toString();
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
