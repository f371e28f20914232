package dev.leeward.health;

import dev.leeward.topology.Endpoint;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientConnection;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpConnectOptions;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.internal.VertxInternal;
import io.vertx.core.net.ConnectOptions;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Probes over the network; may be called from any thread, each probe lives on one event loop.
 *
 * <p>Every probe has a connection of its own, which is closed with its result: a kept connection
 * would stay healthy while new clients are refused. Bodies are not read.
 */
public final class VertxProber implements Prober {
  /** Lets the probe's own deadline be first, so that a hung connect is always told as a timeout. */
  private static final Duration AFTER_DEADLINE = Duration.ofMillis(10);

  private final Vertx vertx;
  private final ProbeSettings settings;
  private final HttpClientAgent httpClient;
  private final NetClient netClient;
  private final EndpointAddresses addresses;

  /**
   * @param vertx stays the caller's to close
   */
  public VertxProber(Vertx vertx, ProbeSettings settings) {
    this(vertx, settings, new EndpointAddresses(((VertxInternal) vertx).nameResolver()::resolve));
  }

  VertxProber(Vertx vertx, ProbeSettings settings, EndpointAddresses addresses) {
    this.addresses = addresses;
    this.vertx = vertx;
    this.settings = settings;
    this.httpClient =
        vertx.createHttpClient(
            new HttpClientOptions()
                .setProtocolVersion(HttpVersion.HTTP_1_1)
                .setKeepAlive(false)
                .setPipelining(false));
    this.netClient = vertx.createNetClient(new NetClientOptions().setReconnectAttempts(0));
  }

  @Override
  public void probe(ProbeStart start, Consumer<ProbeResult> done) {
    Duration timeout = start.timeout();
    Context context = vertx.getOrCreateContext();
    ProbeAttempt attempt = new ProbeAttempt(timeout, System.nanoTime(), done);
    context.runOnContext(_ -> {
      long timer = vertx.setTimer(Math.max(1, timeout.toMillis()), _ -> attempt.timedOut());
      attempt.onEnd(() -> vertx.cancelTimer(timer));
      addresses
          .of(start.target().endpoint())
          .onComplete(found ->
              context.runOnContext(_ -> {
                if (found.succeeded()) {
                  begin(start, found.result(), attempt);
                } else {
                  attempt.couldNotTry("no address found: " + found.cause().getMessage());
                }
              }));
    });
  }

  private void begin(ProbeStart start, InetAddress address, ProbeAttempt attempt) {
    Optional<String> objection = settings.objectionTo(address);
    if (objection.isPresent()) {
      attempt.couldNotTry(objection.get());
      return;
    }
    attempt.towards(address);
    SocketAddress remote =
        SocketAddress.inetSocketAddress(start.check().port(), address.getHostAddress());
    try {
      switch (start.check()) {
        case HttpCheck check -> beginHttp(start, remote, check, attempt);
        case TcpCheck _ -> beginTcp(start, remote, attempt);
      }
    } catch (RuntimeException cannotOpen) {
      attempt.couldNotConnect(cannotOpen);
    }
  }

  private void beginTcp(ProbeStart start, SocketAddress remote, ProbeAttempt attempt) {
    netClient
        .connect(
            new ConnectOptions()
                .setRemoteAddress(remote)
                .setTimeout((int) connectTimeoutMillis(start)))
        .onFailure(attempt::couldNotConnect)
        .onSuccess(socket -> {
          attempt.onEnd(socket::close);
          attempt.healthy();
        });
  }

  private void beginHttp(
      ProbeStart start, SocketAddress remote, HttpCheck check, ProbeAttempt attempt) {
    httpClient
        .connect(
            new HttpConnectOptions()
                .setProtocolVersion(HttpVersion.HTTP_1_1)
                .setServer(remote)
                .setSsl(false)
                .setConnectTimeout(connectTimeoutMillis(start)))
        .onFailure(attempt::couldNotConnect)
        .onSuccess(connection -> request(start, check, connection, attempt));
  }

  private void request(
      ProbeStart start, HttpCheck check, HttpClientConnection connection, ProbeAttempt attempt) {
    attempt.onEnd(connection::close);
    if (attempt.hasEnded()) {
      return;
    }
    connection.exceptionHandler(attempt::brokeOff);
    connection
        .request(
            new RequestOptions()
                .setMethod(HttpMethod.GET)
                .setURI(check.path())
                .putHeader(HttpHeaders.HOST, hostHeader(start, check))
                .putHeader(HttpHeaders.USER_AGENT, settings.userAgent())
                .putHeader(HttpHeaders.ACCEPT, "*/*"))
        .compose(request -> request.setFollowRedirects(false).send())
        .onFailure(attempt::brokeOff)
        .onSuccess(response -> {
          // Without a handler the end of the unread body would be logged as an error.
          response.exceptionHandler(attempt::brokeOff);
          attempt.answered(check, response.statusCode());
        });
  }

  /** RFC 9110 section 7.2: the port only where it is not the scheme's own, IPv6 in brackets. */
  private static String hostHeader(ProbeStart start, HttpCheck check) {
    if (check.host() != null) {
      return check.host();
    }
    String host =
        switch (start.target().endpoint().location()) {
          case Endpoint.Address(InetAddress address) ->
              address.getHostAddress().indexOf(':') < 0
                  ? address.getHostAddress()
                  : "[" + address.getHostAddress() + "]";
          case Endpoint.Host(String name) -> name.substring(0, name.length() - 1);
        };
    return check.port() == 80 ? host : host + ":" + check.port();
  }

  private static long connectTimeoutMillis(ProbeStart start) {
    return start.timeout().plus(AFTER_DEADLINE).toMillis();
  }
}
