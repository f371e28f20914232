package dev.leeward.health;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientConnection;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpConnectOptions;
import io.vertx.core.http.HttpVersion;
import java.time.InstantSource;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Connections for one request each: a kept one would stay healthy while new clients are refused.
 * May be called from any event loop.
 */
final class HttpConnections {
  private static final int LONGEST_HEADERS = 16 << 10;

  /** Netty's class, which no other package than Vert.x may know. */
  private static final String HTTP2_ERROR = "Http2Exception";

  private final Vertx vertx;
  private final InstantSource clock;

  /** Made when they are first needed: a start does not wait for them. */
  private @Nullable HttpClientAgent http1;

  private @Nullable HttpClientAgent http2;

  HttpConnections(Vertx vertx, InstantSource clock) {
    this.vertx = vertx;
    this.clock = clock;
  }

  private synchronized HttpClientAgent http1() {
    if (http1 == null) {
      http1 = vertx.createHttpClient(options(HttpVersion.HTTP_1_1));
    }
    return http1;
  }

  private synchronized HttpClientAgent http2() {
    if (http2 == null) {
      http2 =
          vertx.createHttpClient(
              options(HttpVersion.HTTP_2).setHttp2ClearTextUpgrade(false).setUseAlpn(true));
    }
    return http2;
  }

  private static HttpClientOptions options(HttpVersion version) {
    return new HttpClientOptions()
        .setProtocolVersion(version)
        .setMaxHeaderSize(LONGEST_HEADERS)
        .setKeepAlive(false)
        .setPipelining(false);
  }

  /**
   * How to connect.
   *
   * @param serverName that the certificate must be for
   */
  record Terms(@Nullable TlsTerms tls, boolean http2, int port, String serverName) {
    private HttpVersion version() {
      return http2 ? HttpVersion.HTTP_2 : HttpVersion.HTTP_1_1;
    }
  }

  /**
   * Ends the attempt when there is no connection as wanted; it is closed with the attempt.
   *
   * @param opened gets it with what its certificate warns of
   */
  void open(
      Aim<?> aim,
      Terms terms,
      ProbeAttempt attempt,
      BiConsumer<HttpClientConnection, CertificateDates> opened) {
    (terms.http2() ? http2() : http1())
        .connect(options(aim, terms))
        .onFailure(cause -> couldNotOpen(cause, terms, attempt))
        .onSuccess(connection -> {
          attempt.onEnd(connection::close);
          if (!attempt.hasEnded()) {
            attempt.step("connected");
            look(connection, terms, attempt, opened);
          }
        });
  }

  private static void couldNotOpen(Throwable cause, Terms terms, ProbeAttempt attempt) {
    if (cause.getClass().getSimpleName().startsWith(HTTP2_ERROR)) {
      attempt.failed("no valid HTTP/2 answer");
    } else if (terms.tls() == null) {
      attempt.couldNotConnect(cause);
    } else {
      attempt.couldNotSecure(cause);
    }
  }

  private void look(
      HttpClientConnection connection,
      Terms terms,
      ProbeAttempt attempt,
      BiConsumer<HttpClientConnection, CertificateDates> opened) {
    connection.exceptionHandler(attempt::brokeOff);
    CertificateDates dates =
        terms.tls() == null
            ? new CertificateDates(null, null)
            : TlsProbe.dates(connection.sslSession(), terms.tls(), clock, attempt);
    if (dates.failure() != null) {
      attempt.failed(dates.failure());
    } else if (connection.protocolVersion() != terms.version()) {
      attempt.failed("HTTP/2 is not offered");
    } else {
      opened.accept(connection, dates);
    }
  }

  private static HttpConnectOptions options(Aim<?> aim, Terms terms) {
    HttpConnectOptions options =
        new HttpConnectOptions()
            .setProtocolVersion(terms.version())
            .setServer(aim.remote(terms.port()))
            .setHost(terms.serverName())
            .setPort(terms.port())
            .setSsl(terms.tls() != null)
            .setConnectTimeout(aim.lastMillis());
    return terms.tls() == null
        ? options
        : options.setSslOptions(TlsClient.options(terms.tls(), terms.http2()));
  }
}
