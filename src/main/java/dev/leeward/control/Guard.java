package dev.leeward.control;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who may ask what. With tokens: who knows one, as far as its role goes. Without: only requests
 * whose Host is loopback, or a web page could reach the API by a name that its owner points at
 * 127.0.0.1; and changes only as JSON, which no page can send to another origin unasked. Any event
 * loop may call; what a request needs is read once.
 */
final class Guard {
  private static final String BEARER = "Bearer ";
  private static final String BASIC = "Basic ";
  private static final String CALLER = "leeward.caller";
  private static final String RELOAD = "/api/v1/reload";

  private volatile @Nullable ApiTokens tokens;

  /**
   * @param tokens null for none
   */
  Guard(@Nullable ApiTokens tokens) {
    this.tokens = tokens;
  }

  void use(ApiTokens next) {
    tokens = next;
  }

  /** Known once the request was let through. */
  static Caller caller(RoutingContext request) {
    return Objects.requireNonNull(request.get(CALLER), "a request that was not checked");
  }

  /** Whether a caller that was let in would be let in now, for answers that do not end. */
  boolean stillKnows(Caller caller) {
    ApiTokens now = tokens;
    return now == null || now.has(caller);
  }

  void check(RoutingContext request) {
    Caller caller = known(request);
    if (caller == null) {
      return;
    }
    Role needed = needed(request.request().method(), request.normalizedPath());
    if (!caller.role().covers(needed)) {
      refuseRole(request, caller, needed, "this");
      return;
    }
    HttpMethod method = request.request().method();
    if (!method.equals(HttpMethod.GET) && !method.equals(HttpMethod.HEAD) && !isJson(request)) {
      Replies.error(
          request,
          415,
          "not-json",
          "changes are taken as application/json only",
          "send Content-Type: application/json");
      return;
    }
    request.put(CALLER, caller);
    request.next();
  }

  /** What is not said to be anything else is asked by GET and changed by every other method. */
  static Role needed(HttpMethod method, String path) {
    if (method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD)) {
      return Role.VIEW;
    }
    return path.equals(RELOAD) ? Role.ADMIN : Role.OPERATE;
  }

  static void refuseRole(RoutingContext request, Caller caller, Role needed, String what) {
    Replies.error(
        request,
        403,
        "role-too-low",
        caller.name()
            + " has the role "
            + caller.role().word()
            + ", and "
            + what
            + " needs "
            + needed.word(),
        "use a token of the role "
            + needed.word()
            + "; roles stand in the file that listen.api-token-file names");
  }

  private @Nullable Caller known(RoutingContext request) {
    String address = request.request().remoteAddress().hostAddress();
    ApiTokens now = tokens;
    if (now != null) {
      Optional<ApiTokens.Entry> entry = token(request).flatMap(now::find);
      if (entry.isPresent()) {
        return new Caller(entry.get().name(), entry.get().role(), address);
      }
      request
          .response()
          .putHeader(
              "WWW-Authenticate",
              "Bearer realm=\"leeward\", Basic realm=\"leeward\", charset=\"UTF-8\"");
      Replies.error(
          request,
          401,
          "unauthorized",
          "the request carries no valid token",
          "send Authorization: Bearer TOKEN; `leeward` takes it from LEEWARD_TOKEN or --token-file,"
              + " a browser as the password");
      return null;
    }
    if (isLoopback(
        request.request().authority() == null ? "" : request.request().authority().host())) {
      return new Caller(null, Role.ADMIN, address);
    }
    Replies.error(
        request,
        403,
        "forbidden-host",
        "without a token only requests whose Host is loopback are taken",
        "ask 127.0.0.1, or set listen.api-token-file");
    return null;
  }

  /** A browser can send it as the password of any user, also for a stream of events. */
  private static Optional<String> token(RoutingContext request) {
    String header = request.request().getHeader(HttpHeaders.AUTHORIZATION);
    if (header == null) {
      return Optional.empty();
    }
    if (header.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
      return Optional.of(header.substring(BEARER.length()).strip());
    }
    return header.regionMatches(true, 0, BASIC, 0, BASIC.length())
        ? password(header.substring(BASIC.length()).strip())
        : Optional.empty();
  }

  private static Optional<String> password(String base64) {
    try {
      String pair = new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
      int colon = pair.indexOf(':');
      return colon < 0 ? Optional.empty() : Optional.of(pair.substring(colon + 1));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static boolean isJson(RoutingContext request) {
    String type = request.request().getHeader(HttpHeaders.CONTENT_TYPE);
    return type != null
        && (type.equals("application/json") || type.startsWith("application/json;"));
  }

  static boolean isLoopback(String host) {
    String bare =
        host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    return bare.equalsIgnoreCase("localhost")
        || bare.equals("::1")
        || bare.matches("127(\\.[0-9]{1,3}){3}");
  }
}
