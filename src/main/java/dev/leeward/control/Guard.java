package dev.leeward.control;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who may ask. With a token: who knows it. Without: only requests whose Host is loopback, or a web page could reach the API by a name
 * that its owner points at 127.0.0.1; and changes only as JSON, which no page can send to another origin unasked. Immutable.
 */
final class Guard {
  private static final String BEARER = "Bearer ";

  private final byte @Nullable [] token;

  private Guard(byte @Nullable [] token) {
    this.token = token;
  }

  /** @throws IOException when the token's file cannot be read or is empty */
  static Guard of(ApiSettings settings) throws IOException {
    Path file = settings.tokenFile();
    if (file == null) {
      return new Guard(null);
    }
    Optional<String> first = Files.readAllLines(file).stream().findFirst().map(String::trim).filter(line -> !line.isEmpty());
    if (first.isEmpty()) {
      throw new IOException(file + ":1: the token is empty; write one, for example the output of: openssl rand -hex 32");
    }
    return new Guard(first.get().getBytes(StandardCharsets.UTF_8));
  }

  void check(RoutingContext request) {
    if (token != null) {
      String header = request.request().getHeader(HttpHeaders.AUTHORIZATION);
      boolean known = header != null && header.startsWith(BEARER) && MessageDigest.isEqual(token, header.substring(BEARER.length()).getBytes(StandardCharsets.UTF_8));
      if (!known) {
        Replies.error(request, 401, "unauthorized", "the request carries no valid token", "send Authorization: Bearer TOKEN; `leeward` takes it from LEEWARD_TOKEN or --token-file");
        return;
      }
    } else if (!isLoopback(request.request().authority() == null ? "" : request.request().authority().host())) {
      Replies.error(request, 403, "forbidden-host", "without a token only requests whose Host is loopback are taken", "ask 127.0.0.1, or set listen.api-token-file");
      return;
    }
    if (!request.request().method().equals(HttpMethod.GET) && !isJson(request)) {
      Replies.error(request, 415, "not-json", "changes are taken as application/json only", "send Content-Type: application/json");
      return;
    }
    request.next();
  }

  private static boolean isJson(RoutingContext request) {
    String type = request.request().getHeader(HttpHeaders.CONTENT_TYPE);
    return type != null && (type.equals("application/json") || type.startsWith("application/json;"));
  }

  static boolean isLoopback(String host) {
    String bare = host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    return bare.equalsIgnoreCase("localhost") || bare.equals("::1") || bare.matches("127(\\.[0-9]{1,3}){3}");
  }
}
