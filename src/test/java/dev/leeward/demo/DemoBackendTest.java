package dev.leeward.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class DemoBackendTest {
  private static final String ADDRESS = "127.77.3.10";

  @Test
  void breaksAndHealsAsFastAsKeysArePressed() throws Exception {
    Vertx vertx = Vertx.vertx();
    try {
      int port = freePort();
      DemoBackend backend = new DemoBackend(vertx, ADDRESS, port);
      for (int i = 0; i < 200; i++) {
        backend.heal();
        assertEquals("HTTP/1.0 200 OK", firstLine(port));
        backend.breakDown();
      }
    } finally {
      vertx.close().toCompletionStage().toCompletableFuture().join();
    }
  }

  private static String firstLine(int port) throws IOException {
    try (Socket socket = new Socket(InetAddress.ofLiteral(ADDRESS), port)) {
      socket.setSoTimeout(5000);
      socket.getOutputStream().write("GET / HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII)
          .lines()
          .findFirst()
          .orElse("");
    }
  }

  private static int freePort() throws IOException {
    for (int port = 8281; ; port++) {
      try (ServerSocket free = new ServerSocket(port, 1, InetAddress.ofLiteral(ADDRESS))) {
        return free.getLocalPort();
      } catch (java.net.BindException taken) {
        continue;
      }
    }
  }
}
