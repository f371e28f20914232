package dev.leeward.cli;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Speaks to one of the instances' APIs; the options that every client command has. Owned by one
 * command.
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

  private static final String DEFAULT = "http://127.0.0.1:8053";
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(3);

  /** Here a handshake is part of it, the first one of this process, and that on a busy host. */
  private static final Duration TLS_CONNECT_TIMEOUT = Duration.ofSeconds(10);

  private static final Duration TIMEOUT = Duration.ofSeconds(60);

  @Option(
      names = "--api",
      paramLabel = "URL",
      split = ",",
      description =
          "the instance's API; of several the first that answers (env LEEWARD_API; default"
              + " http://127.0.0.1:8053)")
  List<String> apis = List.of();

  @Option(
      names = "--ca",
      paramLabel = "FILE",
      description = "trust these certificates in PEM, and no others (env LEEWARD_CA)")
  @Nullable Path ca;

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

  /** Which one answered, for what comes after: an event's number is one instance's own. */
  private @Nullable String chosen;

  private List<String> bases() {
    if (chosen != null) {
      return List.of(chosen);
    }
    String said = System.getenv("LEEWARD_API");
    List<String> given =
        !apis.isEmpty() ? apis : List.of((said == null ? DEFAULT : said).split(","));
    return given.stream()
        .map(String::strip)
        .filter(each -> !each.isEmpty())
        .map(each -> each.endsWith("/") ? each.substring(0, each.length() - 1) : each)
        .toList();
  }

  /** The next question may be answered by another instance. */
  void chooseAgain() {
    chosen = null;
  }

  Answer get(String path, Map<String, String> parameters) throws NoAnswer {
    String query =
        parameters.entrySet().stream()
            .map(each ->
                each.getKey() + "=" + URLEncoder.encode(each.getValue(), StandardCharsets.UTF_8))
            .collect(Collectors.joining("&"));
    return ask(path + (query.isEmpty() ? "" : "?" + query), HttpRequest.Builder::GET);
  }

  /** With one parameter as often as it has values. */
  Answer get(String path, String parameter, List<String> values) throws NoAnswer {
    String query =
        values.stream()
            .map(each -> parameter + "=" + URLEncoder.encode(each, StandardCharsets.UTF_8))
            .collect(Collectors.joining("&"));
    return ask(path + "?" + query, HttpRequest.Builder::GET);
  }

  Answer post(String path, Map<String, ?> body) throws NoAnswer {
    return change(path, body, new ChangeOptions());
  }

  Answer change(String path, Map<String, ?> body, ChangeOptions options) throws NoAnswer {
    String text = mapper.writeValueAsString(body);
    return ask(
        path + options.query(),
        request -> {
          options.headers().forEach(request::header);
          return request
              .header("Content-Type", "application/json")
              .POST(HttpRequest.BodyPublishers.ofString(text));
        });
  }

  /** One after the other: what all say together is the first's to answer. */
  private Answer ask(String pathAndQuery, UnaryOperator<HttpRequest.Builder> what) throws NoAnswer {
    List<String> silent = new ArrayList<>();
    for (String base : bases()) {
      HttpRequest request = what.apply(request(base, pathAndQuery)).build();
      try {
        Answer answer = send(request, base);
        if (!silent.isEmpty()) {
          command
              .commandLine()
              .getErr()
              .println("leeward: no answer at " + String.join(", ", silent) + "; asked " + base);
        }
        chosen = base;
        return answer;
      } catch (IOException e) {
        silent.add(base + " (" + why(e) + ")");
        if (request.method().equals("POST") && mayHaveArrived(e)) {
          throw new NoAnswer(
              base
                  + " took the command and did not answer; whether it was carried out: leeward"
                  + " events --api "
                  + base);
        }
      }
    }
    throw new NoAnswer(
        "no instance answers at "
            + String.join(", ", silent)
            + "; is it running? Give another with --api");
  }

  /** A second instance must not be given what the first may be doing. */
  private static boolean mayHaveArrived(IOException e) {
    return !(e instanceof ConnectException
        || e instanceof HttpConnectTimeoutException
        || e instanceof SSLException);
  }

  private static String why(IOException e) {
    return e instanceof SSLException
        ? "its certificate is not accepted: " + e.getMessage() + "; name its issuer's with --ca"
        : e.getClass().getSimpleName();
  }

  private HttpRequest.Builder request(String base, String pathAndQuery) {
    try {
      HttpRequest.Builder builder =
          HttpRequest.newBuilder(URI.create(base + pathAndQuery)).timeout(TIMEOUT);
      String token = token();
      return token == null ? builder : builder.header("Authorization", "Bearer " + token);
    } catch (IllegalArgumentException e) {
      throw wrong("the API's address " + base + " is no URL; write it as http://127.0.0.1:8053");
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

  private Answer send(HttpRequest request, String base) throws NoAnswer, IOException {
    try (HttpClient client = client(base)) {
      HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
      return new Answer(response.statusCode(), response.body(), mapper.readTree(response.body()));
    } catch (JacksonException e) {
      throw new NoAnswer("what answers at " + base + " is no Leeward API");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new NoAnswer("interrupted");
    }
  }

  private HttpClient client(String base) {
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .connectTimeout(base.startsWith("https:") ? TLS_CONNECT_TIMEOUT : CONNECT_TIMEOUT)
            .proxy(HttpClient.Builder.NO_PROXY);
    String said = System.getenv("LEEWARD_CA");
    Path file = ca != null ? ca : said == null ? null : Path.of(said);
    if (file == null) {
      return builder.build();
    }
    try {
      return builder.sslContext(TrustedCertificates.of(file)).build();
    } catch (IOException | GeneralSecurityException e) {
      throw wrong(
          file + " cannot be used (" + e.getMessage() + "); name a file of certificates in PEM");
    }
  }
}
