package dev.leeward.control;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The pages of a {@link Site}, and the login that lets a browser see them: the token lies in a
 * cookie that no script can read and no other site's page can send, and becomes the bearer token of
 * each request, so that {@link Guard} alone decides. Immutable.
 */
final class SitePages {
  private static final String LOGIN = "/login";
  private static final String LOGOUT = "/logout";
  private static final int LONGEST_LOGIN = 4096;
  private static final String CHALLENGE = "WWW-Authenticate";
  private static final String BEARER = "Bearer ";

  /** Nothing from elsewhere, nothing inline; pico draws its arrows by data addresses. */
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
          + "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  private final Site site;
  private final Vertx vertx;

  SitePages(Site site, Vertx vertx) {
    this.site = site;
    this.vertx = vertx;
  }

  /** Before the guard. */
  void open(RoutingContext request) {
    if (isOfAPage(request)) {
      request.addHeadersEndHandler(sent -> request.response().headers().remove(CHALLENGE));
    }
    boolean post = request.request().method().equals(HttpMethod.POST);
    boolean get = request.request().method().equals(HttpMethod.GET);
    Optional<Site.Page> page = get ? site.open(path(request)) : Optional.empty();
    if (post && path(request).equals(LOGIN)) {
      login(request);
    } else if (post && path(request).equals(LOGOUT)) {
      request.response().addCookie(cookie(request, "").setMaxAge(0)).setStatusCode(204).end();
    } else if (page.isPresent()) {
      reply(request, page.get());
    } else {
      carry(request);
    }
  }

  /** Such a request gets the login page; a challenge would open the browser's own box over it. */
  private static boolean isOfAPage(RoutingContext request) {
    return path(request).equals(LOGIN)
        || path(request).startsWith(Site.GUARDED)
        || "empty".equals(request.request().getHeader("Sec-Fetch-Dest"));
  }

  private static String path(RoutingContext request) {
    return request.normalizedPath();
  }

  private static void carry(RoutingContext request) {
    Cookie cookie = request.request().getCookie(name(request));
    if (cookie != null && request.request().getHeader(HttpHeaders.AUTHORIZATION) == null) {
      if (isFromElsewhere(request)) {
        Replies.error(
            request,
            403,
            "other-origin",
            "another page may not use this browser's login",
            "open the dashboard itself");
        return;
      }
      bear(request, decoded(cookie.getValue()));
    }
    request.next();
  }

  /** Pages of other ports of this host are of the same site: the cookie alone does not tell. */
  private static boolean isFromElsewhere(RoutingContext request) {
    String from = request.request().getHeader("Sec-Fetch-Site");
    return from != null && !from.equals("same-origin") && !from.equals("none");
  }

  private static void login(RoutingContext request) {
    String length = request.request().getHeader(HttpHeaders.CONTENT_LENGTH);
    if (length == null
        || !length.matches("[0-9]{1,4}")
        || LONGEST_LOGIN < Integer.parseInt(length)) {
      Replies.error(request, 413, "bad-request", "that is no token", "send {\"token\": TOKEN}");
      return;
    }
    request
        .request()
        .body()
        .onFailure(request::fail)
        .onSuccess(body -> {
          String token = token(body);
          if (token != null) {
            bear(request, token);
          }
          request.next();
        });
  }

  private static @Nullable String token(Buffer body) {
    try {
      return new JsonObject(body).getString("token");
    } catch (DecodeException | ClassCastException e) {
      return null;
    }
  }

  private static void bear(RoutingContext request, String token) {
    if (token.chars().noneMatch(Character::isISOControl)) {
      request.request().headers().set(HttpHeaders.AUTHORIZATION, BEARER + token);
    }
  }

  /** After the guard. */
  void guarded(RoutingContext request) {
    if (request.request().method().equals(HttpMethod.POST) && path(request).equals(LOGIN)) {
      keep(request);
    } else if (request.request().method().equals(HttpMethod.GET)
        && path(request).startsWith(Site.GUARDED)) {
      vertx
          .executeBlocking(() -> site.guarded(path(request), parameters(request)), false)
          .onFailure(request::fail)
          .onSuccess(
              page -> page.ifPresentOrElse(each -> reply(request, each), () -> nothing(request)));
    } else {
      request.next();
    }
  }

  private static void nothing(RoutingContext request) {
    Replies.error(
        request,
        404,
        "no-such-path",
        "there is nothing at " + path(request),
        "open / for the dashboard");
  }

  private static Map<String, String> parameters(RoutingContext request) {
    Map<String, String> parameters = new LinkedHashMap<>();
    request.queryParams().forEach(each -> parameters.putIfAbsent(each.getKey(), each.getValue()));
    return parameters;
  }

  private static void keep(RoutingContext request) {
    String header = request.request().getHeader(HttpHeaders.AUTHORIZATION);
    String token =
        header != null && header.startsWith(BEARER) ? header.substring(BEARER.length()) : "";
    request.response().addCookie(cookie(request, encoded(token))).setStatusCode(204).end();
  }

  /** Until the browser is closed. */
  private static Cookie cookie(RoutingContext request, String value) {
    return Cookie.cookie(name(request), value)
        .setHttpOnly(true)
        .setSameSite(CookieSameSite.STRICT)
        .setSecure(request.request().isSSL())
        .setPath("/");
  }

  /** Cookies do not know ports, and each instance on a host may have a token of its own. */
  private static String name(RoutingContext request) {
    return "leeward-" + request.request().localAddress().port();
  }

  private static String encoded(String token) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(token.getBytes(StandardCharsets.UTF_8));
  }

  private static String decoded(String value) {
    try {
      return new String(Base64.getUrlDecoder().decode(value), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return "";
    }
  }

  private static void reply(RoutingContext request, Site.Page page) {
    request
        .response()
        .setStatusCode(page.status())
        .putHeader(HttpHeaders.CONTENT_TYPE, page.type())
        .putHeader(
            HttpHeaders.CACHE_CONTROL, page.lasting() ? "max-age=31536000, immutable" : "no-store")
        .putHeader("Content-Security-Policy", POLICY)
        .putHeader("X-Content-Type-Options", "nosniff")
        .putHeader("Referrer-Policy", "no-referrer")
        .putHeader("Cross-Origin-Opener-Policy", "same-origin")
        .putHeader("Cross-Origin-Resource-Policy", "same-origin")
        .end(Buffer.buffer(page.content()));
  }
}
