package dev.leeward.health;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.HostAndPort;
import java.util.function.Supplier;

/**
 * Asks over TLS or HTTP/2; {@link PlainHttpProbe} does without. Of a body only what is looked at is
 * read.
 */
final class HttpProbe implements Probing<HttpCheck> {
  private final HttpConnections connections;
  private final Supplier<String> userAgent;

  HttpProbe(HttpConnections connections, Supplier<String> userAgent) {
    this.connections = connections;
    this.userAgent = userAgent;
  }

  @Override
  public void begin(Aim<HttpCheck> aim, ProbeAttempt attempt) {
    ask(HttpExchange.first(aim, attempt));
  }

  private void ask(HttpExchange exchange) {
    HttpCheck check = exchange.aim().check();
    ProbeAttempt attempt = exchange.attempt();
    connections.open(
        exchange.aim(),
        new HttpConnections.Terms(
            check.tls(), check.http2(), check.place().port(), serverName(exchange.aim())),
        attempt,
        (connection, dates) ->
            connection
                .request(request(exchange))
                .compose(request -> {
                  if (check.http2()) {
                    request.authority(HostAndPort.parseAuthority(exchange.authority(), -1));
                  }
                  exchange.attempt().step("request sent");
                  return request.setFollowRedirects(false).send();
                })
                .onFailure(attempt::brokeOff)
                .onSuccess(response -> answered(exchange.warnedOf(dates.warning()), response)));
  }

  private RequestOptions request(HttpExchange exchange) {
    HttpCheck check = exchange.aim().check();
    RequestOptions request =
        new RequestOptions()
            .setMethod(HttpMethod.valueOf(check.request().method()))
            .setURI(exchange.path());
    check
        .request()
        .fields(exchange.authority(), userAgent.get())
        .forEach((name, value) -> {
          if (!check.http2() || !name.equalsIgnoreCase("Host")) {
            request.putHeader(name, value);
          }
        });
    return request;
  }

  private static String serverName(Aim<HttpCheck> aim) {
    String host = aim.check().request().host();
    String known = host == null ? aim.name() : Redirect.hostOf(host);
    TlsTerms tls = aim.check().tls();
    return tls == null ? known : TlsClient.serverName(tls, known);
  }

  private void answered(HttpExchange exchange, HttpClientResponse response) {
    ProbeAttempt attempt = exchange.attempt();
    // Without a handler the end of the unread body would be logged as an error.
    response.exceptionHandler(_ -> attempt.failed("connection broke off in the answer"));
    switch (exchange.answered(response.statusCode(), response::getHeader)) {
      case HttpExchange.Next.Nothing _ -> {}
      case HttpExchange.Next.Ask(HttpExchange next) -> ask(next);
      case HttpExchange.Next.ReadBody _ -> new Body(exchange, response).read();
    }
  }

  /** As much of a body as is looked at; owned by the event loop. */
  private static final class Body {
    private final HttpExchange exchange;
    private final HttpClientResponse response;
    private final Buffer read = Buffer.buffer();

    Body(HttpExchange exchange, HttpClientResponse response) {
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
      if (!exchange.attempt().hasEnded()) {
        exchange.read(read.getBytes(), response::getHeader);
      }
    }
  }
}
