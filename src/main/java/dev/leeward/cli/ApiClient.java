package dev.leeward.cli;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Speaks to one instance's API; the options that every client command has. Owned by one command.
 */
final class ApiClient {
  /** No instance answered, or what answered is none. */
  static final class NoAnswer extends Exception {
    private static final long serialVersionUID = 1;

    NoAnswer(String message) {
      super(message);
    }
  }

  /**
   * What the API said.
   *
   * @param body as it came
   */
  record Answer(int status, String body, JsonNode json) {
    boolean isDone() {
      return status < 300;
    }
  }

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(3);
  private static final Duration TIMEOUT = Duration.ofSeconds(60);

  @Option(
      names = "--api",
      paramLabel = "URL",
      description = "the instance's API (env LEEWARD_API; default http://127.0.0.1:8053)")
  @Nullable String api;

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      description = "file with the API's token (env LEEWARD_TOKEN holds one itself)")
  @Nullable Path tokenFile;

  @Option(names = "--json", description = "print the API's own JSON")
  boolean json;

  @Spec(Spec.Target.MIXEE)
  CommandSpec command = CommandSpec.create();

  private final JsonMapper mapper = new JsonMapper();

  private String base() {
    String base =
        Optional.ofNullable(api)
            .or(() -> Optional.ofNullable(System.getenv("LEEWARD_API")))
            .orElse("http://127.0.0.1:8053");
    return base.endsWith("/") ? base.substring(0, base.length() - 1) : base;
  }

  Answer get(String path, Map<String, String> parameters) throws NoAnswer {
    String query =
        parameters.entrySet().stream()
            .map(each ->
                each.getKey() + "=" + URLEncoder.encode(each.getValue(), StandardCharsets.UTF_8))
            .collect(Collectors.joining("&"));
    return send(request(path + (query.isEmpty() ? "" : "?" + query)).GET().build());
  }

  /** With one parameter as often as it has values. */
  Answer get(String path, String parameter, List<String> values) throws NoAnswer {
    String query =
        values.stream()
            .map(each -> parameter + "=" + URLEncoder.encode(each, StandardCharsets.UTF_8))
            .collect(Collectors.joining("&"));
    return send(request(path + "?" + query).GET().build());
  }

  Answer post(String path, Map<String, ?> body) throws NoAnswer {
    String text = mapper.writeValueAsString(body);
    return send(
        request(path)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(text))
            .build());
  }

  private HttpRequest.Builder request(String pathAndQuery) {
    try {
      HttpRequest.Builder builder =
          HttpRequest.newBuilder(URI.create(base() + pathAndQuery)).timeout(TIMEOUT);
      String token = token();
      return token == null ? builder : builder.header("Authorization", "Bearer " + token);
    } catch (IllegalArgumentException e) {
      throw wrong("the API's address " + base() + " is no URL; write it as http://127.0.0.1:8053");
    }
  }

  private @Nullable String token() {
    if (tokenFile == null) {
      return System.getenv("LEEWARD_TOKEN");
    }
    try {
      return Files.readString(tokenFile).lines().findFirst().map(String::trim).orElse("");
    } catch (IOException e) {
      throw wrong("the token file " + tokenFile + " cannot be read (" + e + ")");
    }
  }

  private ParameterException wrong(String what) {
    return new ParameterException(command.commandLine(), what);
  }

  private Answer send(HttpRequest request) throws NoAnswer {
    try (HttpClient client =
        HttpClient.newBuilder()
            .connectTimeout(CONNECT_TIMEOUT)
            .proxy(HttpClient.Builder.NO_PROXY)
            .build()) {
      HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
      return new Answer(response.statusCode(), response.body(), mapper.readTree(response.body()));
    } catch (IOException e) {
      throw new NoAnswer(
          "no instance answers at "
              + base()
              + " ("
              + e.getClass().getSimpleName()
              + "); is it running? Give another with --api");
    } catch (JacksonException e) {
      throw new NoAnswer("what answers at " + base() + " is no Leeward API");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new NoAnswer("interrupted");
    }
  }
}
