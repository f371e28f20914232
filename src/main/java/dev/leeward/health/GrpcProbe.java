package dev.leeward.health;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.HostAndPort;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Asks the standard health service: one message with one string, answered by one with one enum, so
 * no library is needed for either.
 */
final class GrpcProbe implements Probing<GrpcCheck> {
  private static final int LONGEST_ANSWER = 1 << 10;

  private final HttpConnections connections;
  private final Supplier<String> userAgent;

  GrpcProbe(HttpConnections connections, Supplier<String> userAgent) {
    this.connections = connections;
    this.userAgent = userAgent;
  }

  @Override
  public void begin(Aim<GrpcCheck> aim, ProbeAttempt attempt) {
    GrpcCheck check = aim.check();
    TlsTerms tls = check.tls();
    int port = check.place().port();
    String authority =
        check.authority() == null ? aim.authority(port, tls != null) : check.authority();
    String host = check.authority() == null ? aim.name() : Redirect.hostOf(authority);
    String serverName = tls == null ? host : TlsClient.serverName(tls, host);
    connections.open(
        aim,
        new HttpConnections.Terms(tls, true, port, serverName),
        attempt,
        (connection, dates) ->
            connection
                .request(request())
                .compose(request -> {
                  attempt.step("request sent");
                  return request
                      .authority(HostAndPort.parseAuthority(authority, -1))
                      .send(Buffer.buffer(GrpcHealth.question(check.service())));
                })
                .onFailure(attempt::brokeOff)
                .onSuccess(response -> read(response, dates.warning(), attempt)));
  }

  private RequestOptions request() {
    return new RequestOptions()
        .setMethod(HttpMethod.POST)
        .setURI("/grpc.health.v1.Health/Check")
        .putHeader(HttpHeaders.CONTENT_TYPE, "application/grpc")
        .putHeader("te", "trailers")
        .putHeader(HttpHeaders.USER_AGENT, userAgent.get());
  }

  private static void read(
      HttpClientResponse response, @Nullable String warning, ProbeAttempt attempt) {
    Buffer body = Buffer.buffer();
    attempt.step("status " + response.statusCode());
    response.exceptionHandler(_ -> attempt.failed("connection broke off in the answer"));
    response.handler(piece -> {
      if (body.length() + piece.length() > LONGEST_ANSWER) {
        attempt.failed("no answer of a gRPC health service");
      } else {
        body.appendBuffer(piece);
      }
    });
    response.endHandler(_ -> {
      String fault = fault(response, body);
      if (fault == null) {
        attempt.healthy(new ProbeResult.Notes(warning, null));
      } else {
        attempt.failed(fault);
      }
    });
  }

  private static @Nullable String fault(HttpClientResponse response, Buffer body) {
    if (response.statusCode() != 200) {
      return "status " + response.statusCode() + ", expected 200";
    }
    String inTrailer = response.trailers().get("grpc-status");
    String status = inTrailer == null ? response.getHeader("grpc-status") : inTrailer;
    return GrpcHealth.fault(status, body.toString(StandardCharsets.ISO_8859_1));
  }
}
