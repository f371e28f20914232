package dev.leeward.node;

import dev.leeward.control.TokenFile;
import dev.leeward.scenario.Scenes;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A real instance with two healthy regions and one token of each role. */
final class ContractInstance implements AutoCloseable {
  /** Of a stream that does not end only the beginning. */
  record Answer(int status, String type, String tag, String body) {}

  private final List<ServerSocket> backends;
  private final Node node;
  private final HttpClient client = HttpClient.newHttpClient();
  private final int apiPort;

  ContractInstance(Path folder) throws IOException, StartRefused {
    int backend = Scenes.freePorts();
    ServerSocket east = new ServerSocket(backend, 50, InetAddress.ofLiteral("127.78.1.10"));
    ServerSocket west = new ServerSocket(backend, 50, InetAddress.ofLiteral("127.78.2.10"));
    backends = List.of(east, west);
    backends.forEach(each -> Thread.ofPlatform().daemon().start(() -> accept(each)));
    Files.writeString(
        folder.resolve("example.com.zone"),
        """
        $ORIGIN example.com.
        $TTL 300
        @    SOA ns1 hostmaster 1 7200 1800 1209600 30
        @    NS  ns1
        ns1  A   127.0.0.1
        www  A   127.78.1.10
        www  A   127.78.2.10
        """);
    TokenFile.write(folder.resolve("tokens"));
    apiPort = Scenes.freePorts();
    node =
        Node.start(
            new NodeOptions(
                Files.writeString(
                    folder.resolve("leeward.conf"),
                    configuration(apiPort, Scenes.freePorts(), backend)),
                Optional.empty(),
                Map.of(),
                true,
                null,
                LoopEvents.NONE,
                wish -> {}));
  }

  private static String configuration(int api, int dns, int backend) {
    return """
    leeward {
      instance = one
      listen { dns = ["127.0.0.1:%d"], api = "127.0.0.1:%d", api-token-file = tokens }
      zones = [ { origin = "example.com.", file = "example.com.zone" } ]
      regions {
        us-east { networks = ["127.78.1.0/24"] }
        eu-west { networks = ["127.78.2.0/24"] }
      }
      checks { web { type = tcp, port = %d, interval = 1s, timeout = 500ms, retry-interval = 250ms } }
      services { www { names = ["www.example.com."], check = web, regions = [us-east, eu-west] } }
      probes { allow-loopback = true }
    }
    """
        .formatted(dns, api, backend);
  }

  private static void accept(ServerSocket backend) {
    try {
      while (!backend.isClosed()) {
        backend.accept().close();
      }
    } catch (IOException closed) {
      // the test is over
    }
  }

  /** Until a quorum of one says that everything is up. */
  void awaitHealth() {
    while (!node.glance().allTargetsUp()) {
      Thread.onSpinWait();
    }
  }

  /**
   * @param token null for none
   * @param body null for none
   */
  Answer ask(
      String method, String path, @Nullable String token, @Nullable String body, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + apiPort + path))
            .method(
                method,
                body == null
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body));
    if (token != null) {
      request.header("Authorization", "Bearer " + token);
    }
    if (body != null) {
      request.header("Content-Type", "application/json");
    }
    if (headers.length > 0) {
      request.headers(headers);
    }
    HttpResponse<InputStream> answer =
        client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
    try (InputStream in = answer.body()) {
      boolean isEndless = type(answer).equals("text/event-stream");
      byte[] octets = isEndless ? in.readNBytes("retry:".length()) : in.readAllBytes();
      return new Answer(
          answer.statusCode(),
          type(answer),
          answer.headers().firstValue("etag").orElse(""),
          new String(octets, StandardCharsets.UTF_8));
    }
  }

  private static String type(HttpResponse<?> answer) {
    return answer.headers().firstValue("content-type").orElse("");
  }

  @Override
  public void close() {
    client.shutdownNow();
    node.close();
    for (ServerSocket each : backends) {
      try {
        each.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
