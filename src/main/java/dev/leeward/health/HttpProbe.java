package dev.leeward.health;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.HostAndPort;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Asks over HTTP/1.1 or HTTP/2. Of a body only what is looked at is read. */
final class HttpProbe implements Probing<HttpCheck> {
  private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);

  private final HttpConnections connections;
  private final Supplier<String> userAgent;

  HttpProbe(HttpConnections connections, Supplier<String> userAgent) {
    this.connections = connections;
    this.userAgent = userAgent;
  }

  @Override
  public void begin(Aim<HttpCheck> aim, ProbeAttempt attempt) {
    fetch(aim, aim.check().request().path(), aim.check().redirects(), attempt);
  }

  private void fetch(Aim<HttpCheck> aim, String path, int redirects, ProbeAttempt attempt) {
    HttpCheck check = aim.check();
    connections.open(
        aim,
        new HttpConnections.Terms(
            check.tls(), check.http2(), check.place().port(), serverName(aim)),
        attempt,
        (connection, dates) -> {
          Exchange exchange = new Exchange(aim, path, redirects, dates.warning(), attempt);
          connection
              .request(request(aim, path))
              .compose(request -> {
                if (check.http2()) {
                  request.authority(HostAndPort.parseAuthority(authority(aim), -1));
                }
                return request.setFollowRedirects(false).send();
              })
              .onFailure(attempt::brokeOff)
              .onSuccess(response -> answered(exchange, response));
        });
  }

  private RequestOptions request(Aim<HttpCheck> aim, String path) {
    HttpRequest wanted = aim.check().request();
    RequestOptions request =
        new RequestOptions()
            .setMethod(HttpMethod.valueOf(wanted.method()))
            .setURI(path)
            .putHeader(HttpHeaders.USER_AGENT, userAgent.get())
            .putHeader(HttpHeaders.ACCEPT, "*/*");
    if (!aim.check().http2()) {
      request.putHeader(HttpHeaders.HOST, authority(aim));
    }
    wanted.headers().forEach((name, value) -> request.putHeader(name, value.reveal()));
    return request;
  }

  private static String authority(Aim<HttpCheck> aim) {
    String host = aim.check().request().host();
    return host != null
        ? host
        : aim.authority(aim.check().place().port(), aim.check().tls() != null);
  }

  private static String serverName(Aim<HttpCheck> aim) {
    String host = aim.check().request().host();
    String known = host == null ? aim.name() : Redirect.hostOf(host);
    TlsTerms tls = aim.check().tls();
    return tls == null ? known : TlsClient.serverName(tls, known);
  }

  /** One request and what became of it. */
  private record Exchange(
      Aim<HttpCheck> aim,
      String path,
      int redirects,
      @Nullable String warning,
      ProbeAttempt attempt) {}

  private void answered(Exchange exchange, HttpClientResponse response) {
    ProbeAttempt attempt = exchange.attempt();
    HttpExpectation expected = exchange.aim().check().expectation();
    attempt.step("status " + response.statusCode());
    // Without a handler the end of the unread body would be logged as an error.
    response.exceptionHandler(_ -> attempt.failed("connection broke off in the answer"));
    if (exchange.redirects() > 0 && REDIRECTS.contains(response.statusCode())) {
      redirect(exchange, response.getHeader(HttpHeaders.LOCATION));
    } else if (!expected.isExpected(response.statusCode())) {
      attempt.failed("status " + response.statusCode() + ", expected " + expected.statusText());
    } else if (expected.readsBody()) {
      new Body(exchange, response).read();
    } else {
      attempt.healthy(notes(exchange, response, ""));
    }
  }

  private void redirect(Exchange exchange, @Nullable String location) {
    Aim<HttpCheck> aim = exchange.aim();
    String scheme = aim.check().tls() == null ? "http" : "https";
    String from = scheme + "://" + authority(aim) + exchange.path();
    String path = location == null ? null : Redirect.sameServerPath(from, location);
    if (path == null) {
      exchange.attempt().failed("redirect to another server");
    } else {
      exchange.attempt().step("redirected to " + path);
      fetch(aim, path, exchange.redirects() - 1, exchange.attempt());
    }
  }

  private static ProbeResult.Notes notes(
      Exchange exchange, HttpClientResponse response, String body) {
    Double capacity =
        switch (exchange.aim().check().expectation().capacity()) {
          case CapacityField.InHeader(String header) ->
              CapacityField.numberIn(response.getHeader(header));
          case CapacityField.InBody inBody -> CapacityField.inBody(inBody, body);
          case null -> null;
        };
    return new ProbeResult.Notes(exchange.warning(), capacity);
  }

  /** As much of a body as is looked at; owned by the event loop. */
  private static final class Body {
    private final Exchange exchange;
    private final HttpClientResponse response;
    private final Buffer read = Buffer.buffer();

    Body(Exchange exchange, HttpClientResponse response) {
      this.exchange = exchange;
      this.response = response;
    }

    void read() {
      response.handler(this::take);
      response.endHandler(_ -> decide());
    }

    private void take(Buffer piece) {
      int room = TextExpectation.LOOKED_AT - read.length();
      read.appendBuffer(piece.length() > room ? piece.slice(0, room) : piece);
      if (read.length() >= TextExpectation.LOOKED_AT) {
        decide();
      }
    }

    private void decide() {
      ProbeAttempt attempt = exchange.attempt();
      if (attempt.hasEnded()) {
        return;
      }
      String body = read.toString(StandardCharsets.UTF_8);
      TextExpectation expected = exchange.aim().check().expectation().text();
      attempt.step("body of " + read.length() + " octets");
      switch (expected == null ? TextExpectation.Match.FOUND : expected.search(body)) {
        case FOUND -> attempt.healthy(notes(exchange, response, body));
        case MISSING -> attempt.failed("body without the expected text");
        case GIVEN_UP -> attempt.failed("body too intricate for the expression");
      }
    }
  }
}
