package dev.leeward.scenario;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A headless Chromium with one tab, driven by its DevTools protocol; it remembers what the page
 * complained of and whom it asked. Owned by one test.
 */
final class Chromium implements AutoCloseable {
  private static final Duration START = Duration.ofSeconds(90);
  private static final Duration ANSWER = Duration.ofSeconds(60);
  private static final JsonMapper JSON = new JsonMapper();

  private final Process process;
  private final Path profile;
  private final HttpClient http = HttpClient.newHttpClient();
  private final AtomicInteger ids = new AtomicInteger();
  private final Map<Integer, CompletableFuture<JsonNode>> asked = new ConcurrentHashMap<>();
  private final List<String> complaints = Collections.synchronizedList(new ArrayList<>());
  private final List<String> addresses = Collections.synchronizedList(new ArrayList<>());
  private final WebSocket socket;

  private Chromium(Process process, Path profile) throws Exception {
    this.process = process;
    this.profile = profile;
    Path ports = profile.resolve("DevToolsActivePort");
    Scenes.await(
        "chromium listens",
        START,
        () -> Files.exists(ports) && Files.readAllLines(ports).size() == 2);
    String port = Files.readAllLines(ports).getFirst();
    this.socket =
        http.newWebSocketBuilder()
            .buildAsync(URI.create(tab(port)), new Inbox())
            .get(ANSWER.toSeconds(), TimeUnit.SECONDS);
    for (String domain : List.of("Page", "Network", "Runtime", "Log")) {
      call(domain + ".enable", Map.of());
    }
  }

  /** Where it is installed; empty where it is not. */
  static Optional<Path> installed() {
    return Stream.of("chromium", "chromium-browser", "google-chrome")
        .map(name -> Path.of("/usr/bin", name))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /**
   * @param profile an empty folder
   */
  static Chromium start(Path binary, Path profile) throws Exception {
    Process process =
        new ProcessBuilder(
                binary.toString(),
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--no-first-run",
                "--hide-scrollbars",
                "--remote-debugging-port=0",
                "--remote-allow-origins=*",
                "--user-data-dir=" + profile,
                "about:blank")
            .redirectErrorStream(true)
            .redirectOutput(profile.resolve("chromium.log").toFile())
            .start();
    try {
      return new Chromium(process, profile);
    } catch (Exception | AssertionError e) {
      process.destroyForcibly();
      throw e;
    }
  }

  private String tab(String port) throws Exception {
    HttpRequest list =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/json/list")).build();
    List<String> tabs = new ArrayList<>();
    Scenes.await(
        "chromium has a tab",
        START,
        () -> {
          String answer = http.send(list, HttpResponse.BodyHandlers.ofString()).body();
          for (JsonNode each : JSON.readTree(answer)) {
            if (each.path("type").asString("").equals("page")) {
              tabs.add(each.path("webSocketDebuggerUrl").asString(""));
            }
          }
          return !tabs.isEmpty();
        });
    return tabs.getFirst();
  }

  /** What comes from the browser: answers by number, and what happens in the page. */
  private final class Inbox implements WebSocket.Listener {
    private final StringBuilder text = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
      text.append(part);
      if (last) {
        take(JSON.readTree(text.toString()));
        text.setLength(0);
      }
      from.request(1);
      return null;
    }
  }

  private void take(JsonNode message) {
    CompletableFuture<JsonNode> answer = asked.remove(message.path("id").asInt(-1));
    if (answer != null) {
      answer.complete(message);
      return;
    }
    JsonNode parameters = message.path("params");
    switch (message.path("method").asString("")) {
      case "Network.requestWillBeSent" ->
          addresses.add(parameters.path("request").path("url").asString(""));
      case "Runtime.exceptionThrown" -> complaints.add(parameters.toString());
      case "Runtime.consoleAPICalled" -> {
        if (!parameters.path("type").asString("").equals("log")) {
          complaints.add(parameters.toString());
        }
      }
      case "Log.entryAdded" -> complaints.add(parameters.path("entry").toString());
      default -> {}
    }
  }

  JsonNode call(String method, Map<String, ?> parameters) throws Exception {
    int id = ids.incrementAndGet();
    CompletableFuture<JsonNode> answer = new CompletableFuture<>();
    asked.put(id, answer);
    ObjectNode message = JSON.createObjectNode().put("id", id).put("method", method);
    message.set("params", JSON.valueToTree(parameters));
    socket.sendText(message.toString(), true).get(ANSWER.toSeconds(), TimeUnit.SECONDS);
    JsonNode answered = answer.get(ANSWER.toSeconds(), TimeUnit.SECONDS);
    if (answered.has("error")) {
      throw new IOException(method + ": " + answered.path("error"));
    }
    return answered.path("result");
  }

  void open(String address) throws Exception {
    call("Page.navigate", Map.of("url", address));
  }

  /** What an expression in the page has as its value; it may be a promise. */
  JsonNode evaluate(String expression) throws Exception {
    JsonNode answer =
        call(
            "Runtime.evaluate",
            Map.of("expression", expression, "returnByValue", true, "awaitPromise", true));
    if (answer.has("exceptionDetails")) {
      throw new IOException(expression + ": " + answer.path("exceptionDetails"));
    }
    return answer.path("result").path("value");
  }

  boolean is(String expression) throws Exception {
    return evaluate("!!(" + expression + ")").asBoolean();
  }

  String text(String selector) throws Exception {
    return evaluate("document.querySelector('" + selector + "')?.innerText ?? ''").asString("");
  }

  /** The page's text is in the failure. */
  void await(String what, Duration longest, String expression) throws Exception {
    try {
      Scenes.await(what, longest, () -> isNow(expression));
    } catch (AssertionError late) {
      throw new AssertionError(late.getMessage() + "; the page says: " + text("body"), late);
    }
  }

  /** A page that is just being left has nothing to say. */
  private boolean isNow(String expression) throws Exception {
    try {
      return is(expression);
    } catch (IOException leaving) {
      return false;
    }
  }

  private record Key(String name, int code, String text) {}

  void press(String name) throws Exception {
    Key key =
        switch (name) {
          case "Tab" -> new Key(name, 9, "");
          case "Enter" -> new Key(name, 13, "\r");
          case "Escape" -> new Key(name, 27, "");
          default -> throw new IllegalArgumentException(name);
        };
    for (String type : List.of(key.text().isEmpty() ? "rawKeyDown" : "keyDown", "keyUp")) {
      call(
          "Input.dispatchKeyEvent",
          Map.of(
              "type",
              type,
              "key",
              name,
              "code",
              name,
              "windowsVirtualKeyCode",
              key.code(),
              "text",
              type.equals("keyDown") ? key.text() : ""));
    }
  }

  /** As by a keyboard, into what has the focus. */
  void type(String text) throws Exception {
    call("Input.insertText", Map.of("text", text));
  }

  /** What the page complained of: errors, warnings, what its own policy forbade. */
  List<String> complaints() {
    return List.copyOf(complaints);
  }

  /** Whom the page asked since it was opened. */
  List<String> addresses() {
    return List.copyOf(addresses);
  }

  /** In logical pixels. */
  void size(int width, int height) throws Exception {
    call(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
  }

  void prefer(String scheme) throws Exception {
    call(
        "Emulation.setEmulatedMedia",
        Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
  }

  void screenshot(Path file) throws Exception {
    String png = call("Page.captureScreenshot", Map.of("format", "png")).path("data").asString("");
    Files.write(file, Base64.getDecoder().decode(png));
  }

  /** The profile is the caller's: the browser may still write to it. */
  @Override
  public void close() throws IOException {
    socket.abort();
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    process.onExit().orTimeout(20, TimeUnit.SECONDS).join();
    http.close();
    Folders.remove(profile);
  }
}
