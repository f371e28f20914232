package dev.leeward.control;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Requests as bytes: an HTTP client would not send a false Host. */
final class RawHttp {
  private static final int SILENCE_MILLIS = 10_000;

  private final int port;

  RawHttp(int port) {
    this.port = port;
  }

  String ask(String method, String path, String headers, String body) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(SILENCE_MILLIS);
      String length = body.isEmpty() ? "" : "Content-Length: " + body.length() + "\r\n";
      String request =
          method + " " + path + " HTTP/1.1\r\nConnection: close\r\n" + headers + length + "\r\n";
      socket.getOutputStream().write((request + body).getBytes(StandardCharsets.UTF_8));
      socket.getOutputStream().flush();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  String get(String path, String headers) throws IOException {
    return ask("GET", path, headers, "");
  }

  String post(String path, String headers, String body) throws IOException {
    return ask("POST", path, headers, body);
  }

  static int status(String answer) {
    return Integer.parseInt(answer.split(" ", 3)[1]);
  }
}
