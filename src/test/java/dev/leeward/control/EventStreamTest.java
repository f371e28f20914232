package dev.leeward.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class EventStreamTest {
  private static final EventStreams.Limits SHORT =
      new EventStreams.Limits(2, Duration.ofMillis(20), Duration.ofMillis(50), 4096);

  private final FakeOperations operations = new FakeOperations();
  private final Vertx vertx = Vertx.vertx();
  private final List<Socket> sockets = new ArrayList<>();
  private final HttpServer server = serve(SHORT);

  private HttpServer serve(EventStreams.Limits limits) {
    Router router = Router.router(vertx);
    Guard guard = new Guard(null);
    router.route().handler(guard::check);
    router.get("/stream").handler(new EventStreams(operations, vertx, limits, guard)::open);
    return vertx
        .createHttpServer()
        .requestHandler(router)
        .listen(0, "127.0.0.1")
        .toCompletionStage()
        .toCompletableFuture()
        .join();
  }

  @AfterEach
  void stop() throws IOException {
    for (Socket socket : sockets) {
      socket.close();
    }
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  private BufferedReader ask(String query, String header) throws IOException {
    Socket socket = new Socket();
    sockets.add(socket);
    socket.setReceiveBufferSize(4096);
    socket.setSoTimeout(10_000);
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.actualPort()));
    String request = "GET /stream" + query + " HTTP/1.1\r\nHost: 127.0.0.1\r\n" + header + "\r\n";
    socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
    return new BufferedReader(
        new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
  }

  private static String next(BufferedReader answer, String start) throws IOException {
    String line = answer.readLine();
    while (line != null && !line.startsWith(start)) {
      line = answer.readLine();
    }
    return String.valueOf(line);
  }

  private static Map<String, Object> event(int number, String text) {
    return Map.of("sequence", number, "scope", "local", "kind", "opinion", "text", text);
  }

  @Test
  void whatIsNewIsSentAndWhatWasIsNot() throws IOException {
    BufferedReader answer = ask("", "");
    assertEquals("HTTP/1.1 200 OK", answer.readLine());
    assertEquals("content-type: text/event-stream", next(answer, "content-type"));
    assertEquals("id: 12", next(answer, "id"));
    assertEquals(": alive", next(answer, ":"));
    List<Map<String, Object>> more = new ArrayList<>(operations.timeline);
    more.add(event(13, "a line\nand another"));
    operations.timeline = more;
    assertEquals("id: 13", next(answer, "id"));
    assertEquals("event: local", answer.readLine());
    assertTrue(answer.readLine().contains("\"text\":\"a line\\nand another\""));
  }

  @Test
  void whoComesAgainGetsWhatItMissedInOrder() throws IOException {
    BufferedReader answer = ask("?after=12", "Last-Event-ID: 10\r\n");
    assertEquals("id: 10", next(answer, "id"));
    assertEquals("id: 11", next(answer, "id"));
    assertEquals("event: agreed", answer.readLine());
    assertEquals("id: 12", next(answer, "id"));
    assertEquals("event: local", answer.readLine());
    assertEquals("id: 11", next(ask("?after=10", ""), "id: 11"));
  }

  @Test
  void aTimelineThatBeganAnewIsSentFromItsStart() throws IOException {
    BufferedReader answer = ask("", "Last-Event-ID: 4000\r\n");
    assertEquals("id: 0", next(answer, "id"));
    assertEquals("id: 11", next(answer, "id"));
  }

  @Test
  void whatIsNoNumberIsRefused() throws IOException {
    for (String wrong : List.of("x", "-1", "1e3", "9999999999999999999")) {
      assertEquals("HTTP/1.1 400 Bad Request", ask("?after=" + wrong, "").readLine(), wrong);
      assertEquals(
          "HTTP/1.1 400 Bad Request", ask("", "Last-Event-ID: " + wrong + "\r\n").readLine());
    }
  }

  @Test
  void oneMoreThanMayFollowIsSentAwayAndTakenWhenAnotherLeft() throws IOException {
    next(ask("", ""), ":");
    next(ask("", ""), ":");
    assertEquals("HTTP/1.1 503 Service Unavailable", ask("", "").readLine());
    sockets.getFirst().close();
    untilOneIsTaken();
  }

  @Test
  void whoDoesNotReadIsClosedAndMakesRoom() throws IOException {
    String text = "x".repeat(20_000);
    operations.timeline = IntStream.rangeClosed(1, 2000).mapToObj(i -> event(i, text)).toList();
    BufferedReader silent = ask("?after=0", "");
    BufferedReader other = ask("?after=0", "");
    assertEquals("HTTP/1.1 200 OK", silent.readLine());
    assertEquals("HTTP/1.1 200 OK", other.readLine());
    assertEquals("HTTP/1.1 503 Service Unavailable", ask("", "").readLine());
    untilOneIsTaken();
  }

  private void untilOneIsTaken() throws IOException {
    while (!ask("", "").readLine().endsWith("200 OK")) {
      Thread.onSpinWait();
    }
  }
}
