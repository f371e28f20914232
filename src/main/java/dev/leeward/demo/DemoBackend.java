package dev.leeward.demo;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import org.jspecify.annotations.Nullable;

/** A region's web server on a loopback address; breaking it closes its port. Owned by the demo's thread. */
final class DemoBackend {
  private final Vertx vertx;
  private final String address;
  private final int port;
  private @Nullable HttpServer server;

  DemoBackend(Vertx vertx, String address, int port) {
    this.vertx = vertx;
    this.address = address;
    this.port = port;
  }

  boolean works() {
    return server != null;
  }

  void heal() {
    if (server == null) {
      server = vertx.createHttpServer().requestHandler(request -> request.response().end("well\n"));
      server.listen(port, address).toCompletionStage().toCompletableFuture().join();
    }
  }

  void breakDown() {
    HttpServer running = server;
    if (running != null) {
      running.close().toCompletionStage().toCompletableFuture().join();
      server = null;
    }
  }
}
