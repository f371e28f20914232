package dev.leeward.health;

import dev.leeward.topology.Network;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A server that does to each connection, one after the other, what the test says; any thread. */
final class ScriptedServer implements Closeable {
  private final ServerSocket socket;
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final CountDownLatch clientClosed = new CountDownLatch(1);

  ScriptedServer(String address) throws IOException {
    socket = new ServerSocket(0, 50, Network.parseAddress(address));
  }

  int port() {
    return socket.getLocalPort();
  }

  List<String> requests() {
    return List.copyOf(requests);
  }

  boolean sawTheClientClose() throws InterruptedException {
    return clientClosed.await(10, TimeUnit.SECONDS);
  }

  /** Reads a request, says {@code bytes} and leaves closing to the client. */
  void answers(String bytes) {
    serve(client -> {
      requests.add(readHead(client.getInputStream()));
      client.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
      awaitClose(client);
    });
  }

  void neverAnswers() {
    serve(this::awaitClose);
  }

  /** Says {@code bytes} unasked and leaves closing to the client. */
  void greets(String bytes) {
    serve(client -> {
      client.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
      awaitClose(client);
    });
  }

  /** Reads a line, says {@code bytes} and leaves closing to the client. */
  void repliesToALine(String bytes) {
    serve(client -> {
      requests.add(readLine(client.getInputStream()));
      client.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
      awaitClose(client);
    });
  }

  /** Reads a request, says {@code bytes} and breaks the connection off by a reset. */
  void resetsAfter(String bytes) {
    serve(client -> {
      requests.add(readHead(client.getInputStream()));
      client.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
      client.setSoLinger(true, 0);
    });
  }

  /** Reads a request, says {@code bytes} and closes. */
  void closesAfter(String bytes) {
    serve(client -> {
      requests.add(readHead(client.getInputStream()));
      client.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
    });
  }

  void hangsUp() {
    serve(_ -> {});
  }

  /** Each connection gets the next of these answers. */
  void answersInTurn(String... answers) {
    Iterator<String> next = List.of(answers).iterator();
    serve(client -> {
      requests.add(readHead(client.getInputStream()));
      client.getOutputStream().write(next.next().getBytes(StandardCharsets.ISO_8859_1));
      client.shutdownOutput();
    });
  }

  private static String readLine(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    while (line.indexOf("\n") < 0) {
      int octet = in.read();
      if (octet < 0) {
        break;
      }
      line.append((char) octet);
    }
    return line.toString();
  }

  void closesAtOnce() {
    serve(client -> readHead(client.getInputStream()));
  }

  private void serve(Script script) {
    Thread.ofVirtual().start(() -> acceptUntilClosed(script));
  }

  private void acceptUntilClosed(Script script) {
    while (!socket.isClosed()) {
      try (Socket client = socket.accept()) {
        script.play(client);
      } catch (IOException closed) {
        if (!socket.isClosed()) {
          clientClosed.countDown();
        }
      }
    }
  }

  private static String readHead(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int octet = in.read();
      if (octet < 0) {
        break;
      }
      head.append((char) octet);
    }
    return head.toString();
  }

  private void awaitClose(Socket client) throws IOException {
    try {
      client.getInputStream().transferTo(OutputStream.nullOutputStream());
    } finally {
      clientClosed.countDown();
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  private interface Script {
    void play(Socket client) throws IOException;
  }
}
