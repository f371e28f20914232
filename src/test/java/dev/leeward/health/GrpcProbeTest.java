package dev.leeward.health;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class GrpcProbeTest {
  private static ProbeBench bench;
  private static Vertx vertx;

  @BeforeAll
  static void open() {
    bench = new ProbeBench();
    vertx = Vertx.vertx();
  }

  @AfterAll
  static void close() throws Exception {
    bench.close();
    vertx.close().await(10, TimeUnit.SECONDS);
  }

  @Test
  void aServiceThatServesIsHealthy() throws Exception {
    int port = serving("\0\0\0\0\2\u0008\1", "0");
    ProbeBench.assertHealthy(bench.probe(check(port, "orders")));
  }

  @Test
  void theQuestionIsTheStandardOne() throws Exception {
    int port =
        started(request ->
            request
                .body()
                .onSuccess(body -> {
                  boolean right =
                      body.equals(Buffer.buffer("\0\0\0\0\u0008\n\u0006orders"))
                          && "/grpc.health.v1.Health/Check".equals(request.path())
                          && "application/grpc".equals(request.getHeader("content-type"))
                          && "trailers".equals(request.getHeader("te"));
                  answer(request, right ? "\0\0\0\0\2\u0008\1" : "", "0");
                }));
    ProbeBench.assertHealthy(bench.probe(check(port, "orders")));
    assertArrayEquals(new byte[5], GrpcHealth.question(""));
  }

  @Test
  void oneThatDoesNotServeFails() throws Exception {
    ProbeBench.assertFailed(
        "gRPC health NOT_SERVING", bench.probe(check(serving("\0\0\0\0\2\u0008\2", "0"), "")));
    ProbeBench.assertFailed(
        "gRPC health UNKNOWN", bench.probe(check(serving("\0\0\0\0\0", "0"), "")));
  }

  @Test
  void aServerWithoutThatServiceFails() throws Exception {
    ProbeBench.assertFailed("no gRPC health service", bench.probe(check(serving("", "12"), "")));
    ProbeBench.assertFailed(
        "gRPC health service does not know the service",
        bench.probe(check(serving("", "5"), "orders")));
  }

  @Test
  void whatIsNoGrpcFails() throws Exception {
    int port = started(request -> request.response().end("hello"));
    ProbeBench.assertFailed("no answer of a gRPC health service", bench.probe(check(port, "")));
  }

  @Test
  void oneThatHangsIsSilent() throws Exception {
    int port = started(_ -> {});
    ProbeBench.assertSilent(bench.probe(check(port, ""), ProbeBench.SHORT));
  }

  @Test
  void hostileMessagesAreFaults() {
    assertNull(GrpcHealth.fault("0", "\0\0\0\0\2\u0008\1"));
    for (String body : new String[] {"", "\0", "\1\0\0\0\2\u0008\1", "\0\0\0\0\2\u0008\u0081"}) {
      assertEquals("no answer of a gRPC health service", GrpcHealth.fault("0", body));
    }
  }

  private static int serving(String body, String status) throws Exception {
    return started(request -> answer(request, body, status));
  }

  private static void answer(HttpServerRequest request, String body, String status) {
    request
        .response()
        .putHeader("content-type", "application/grpc")
        .putTrailer("grpc-status", status)
        .end(Buffer.buffer(body));
  }

  private static int started(io.vertx.core.Handler<HttpServerRequest> handler) throws Exception {
    HttpServer server =
        vertx
            .createHttpServer(new HttpServerOptions().setHost("127.0.0.1"))
            .requestHandler(handler)
            .listen(0)
            .await(10, TimeUnit.SECONDS);
    return server.actualPort();
  }

  private static GrpcCheck check(int port, String service) {
    return new GrpcCheck(Place.port(port), null, service, null);
  }
}
