package dev.leeward.demo;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.net.BindException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A region's web server on a loopback address; breaking it closes its port. Owned by the demo's
 * thread.
 */
final class DemoBackend {
  /**
   * A closed port is given back only when its selector has turned once more, a moment after the
   * close was reported.
   */
  private static final long LONGEST_REBIND_NANOS = TimeUnit.SECONDS.toNanos(5);

  private static final long REBIND_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

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
    long begun = System.nanoTime();
    while (server == null) {
      try {
        server = listening();
      } catch (CompletionException e) {
        if (!(e.getCause() instanceof BindException)
            || System.nanoTime() - begun > LONGEST_REBIND_NANOS) {
          throw e;
        }
        LockSupport.parkNanos(REBIND_PAUSE_NANOS);
      }
    }
  }

  private HttpServer listening() {
    return vertx
        .createHttpServer()
        .requestHandler(request -> request.response().end("well\n"))
        .listen(port, address)
        .toCompletionStage()
        .toCompletableFuture()
        .join();
  }

  void breakDown() {
    HttpServer running = server;
    if (running != null) {
      running.close().toCompletionStage().toCompletableFuture().join();
      server = null;
    }
  }
}
