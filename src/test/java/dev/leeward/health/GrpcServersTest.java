package dev.leeward.health;

import io.grpc.Server;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.services.HealthStatusManager;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** gRPC's own server and health service, as others run them. */
@Timeout(60)
class GrpcServersTest {
  private static ProbeBench bench;
  private final HealthStatusManager health = new HealthStatusManager();
  private Server server;

  @BeforeAll
  static void open() {
    bench = new ProbeBench();
  }

  @AfterAll
  static void close() throws Exception {
    bench.close();
  }

  @BeforeEach
  void start() throws Exception {
    server = builder().addService(health.getHealthService()).build().start();
  }

  @AfterEach
  void stop() throws Exception {
    server.shutdownNow().awaitTermination(10, TimeUnit.SECONDS);
  }

  private static NettyServerBuilder builder() {
    return NettyServerBuilder.forAddress(
        new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0));
  }

  private static ProbeResult probe(Server server, String service) {
    return bench.probe(
        new GrpcCheck(Place.port(server.getPort()), null, service, null), ProbeBench.LONG);
  }

  @Test
  void theServerAsAWholeServesUnlessToldOtherwise() {
    ProbeBench.assertHealthy(probe(server, ""));
  }

  @Test
  void aServiceIsWhatItsServerSays() {
    health.setStatus("orders", ServingStatus.SERVING);
    ProbeBench.assertHealthy(probe(server, "orders"));
    health.setStatus("orders", ServingStatus.NOT_SERVING);
    ProbeBench.assertFailed("gRPC health NOT_SERVING", probe(server, "orders"));
    health.setStatus("orders", ServingStatus.UNKNOWN);
    ProbeBench.assertFailed("gRPC health UNKNOWN", probe(server, "orders"));
  }

  @Test
  void aServiceThatItDoesNotKnowFails() {
    ProbeBench.assertFailed(
        "gRPC health service does not know the service", probe(server, "invoices"));
  }

  @Test
  void aServerThatIsBeingStoppedFails() {
    health.setStatus("orders", ServingStatus.SERVING);
    health.enterTerminalState();
    ProbeBench.assertFailed("gRPC health NOT_SERVING", probe(server, "orders"));
  }

  @Test
  void aServerWithoutTheHealthServiceFails() throws Exception {
    Server without = builder().build().start();
    try {
      ProbeBench.assertFailed("no gRPC health service", probe(without, ""));
    } finally {
      without.shutdownNow().awaitTermination(10, TimeUnit.SECONDS);
    }
  }
}
