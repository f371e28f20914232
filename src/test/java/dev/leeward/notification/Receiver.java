package dev.leeward.notification;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Takes webhooks, and answers each with the next status that it was given, else 200. */
final class Receiver implements AutoCloseable {
  /** Answers nothing until the end. */
  static final int HANG = 0;

  /**
   * @param signature the header's values, as they came
   */
  record Got(String body, List<String> signature, List<String> key) {
    JsonObject json() {
      return new JsonObject(body);
    }
  }

  final BlockingQueue<Got> got = new LinkedBlockingQueue<>();
  private final Queue<Integer> statuses = new ConcurrentLinkedQueue<>();
  private final CountDownLatch end = new CountDownLatch(1);
  private final HttpServer server;

  Receiver() throws IOException {
    this(0);
  }

  Receiver(int port) throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 10);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::take);
    server.start();
  }

  Receiver then(Integer... next) {
    statuses.addAll(List.of(next));
    return this;
  }

  int port() {
    return server.getAddress().getPort();
  }

  Hidden url() {
    return new Hidden("http://127.0.0.1:" + port() + "/hook/T0P-S3CRET");
  }

  private void take(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    Integer status = statuses.poll();
    got.add(
        new Got(
            body,
            exchange.getRequestHeaders().getOrDefault("X-Leeward-Signature", List.of()),
            exchange.getRequestHeaders().getOrDefault("Idempotency-Key", List.of())));
    if (status != null && status == HANG) {
      awaitEnd();
    }
    exchange.sendResponseHeaders(status == null ? 200 : Math.max(200, status), -1);
    exchange.close();
  }

  private void awaitEnd() {
    try {
      end.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The next request; fails when none comes. */
  Got next() throws InterruptedException {
    Got next = got.poll(20, TimeUnit.SECONDS);
    if (next == null) {
      throw new AssertionError("no request came");
    }
    return next;
  }

  @Override
  public void close() {
    end.countDown();
    server.stop(0);
  }
}
