package dev.leeward.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Client commands against an API whose answers are given: what they send, print and return. */
class CommandLineTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final List<String> requests = new ArrayList<>();
  private HttpServer api;
  private int status = 200;
  private String answer = "{}";

  @BeforeEach
  void start() throws IOException {
    api = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
    api.createContext(
        "/",
        exchange -> {
          String body =
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " " + body);
          byte[] octets = answer.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(status, octets.length);
          exchange.getResponseBody().write(octets);
          exchange.close();
        });
    api.start();
  }

  @AfterEach
  void stop() {
    api.stop(0);
  }

  private int run(String... words) {
    List<String> all = new ArrayList<>(List.of(words));
    all.add("--api");
    all.add("http://127.0.0.1:" + api.getAddress().getPort());
    return Leeward.run(
        all.toArray(String[]::new), new PrintWriter(out, true), new PrintWriter(err, true));
  }

  @Test
  void aDrainSendsWhatWasSaidAndPrintsWhatChanged() {
    answer =
        "{\"changes\":[\"drained us-east until 2026-01-01T00:00:00Z\"],\"instances\":[\"a\",\"b\"],\"warnings\":[]}";
    assertEquals(
        0, run("drain", "us-east", "--reason", "work", "--for", "90m", "--service", "www"));
    assertTrue(requests.getFirst().startsWith("POST /api/v1/drain "), requests::toString);
    assertTrue(
        requests.getFirst().contains("\"forSeconds\":5400.0")
            && requests.getFirst().contains("\"service\":\"www\""),
        requests::toString);
    assertEquals("drained us-east until 2026-01-01T00:00:00Z\nsent to: a, b\n", out.toString());
  }

  @Test
  void aDurationWithoutAUnitIsWrongUsageAndSendsNothing() {
    assertEquals(64, run("drain", "us-east", "--reason", "work", "--for", "90"));
    assertTrue(err.toString().contains("has no unit"), err::toString);
    assertEquals(64, run("drain", "us-east", "--reason", "work", "--for", "1h", "--permanent"));
    assertEquals(64, run("drain", "us-east"));
    assertTrue(requests.isEmpty());
  }

  @Test
  void aRefusalExitsWithThreeAndARefusedReloadWithTwo() {
    status = 409;
    answer =
        "{\"error\":\"min-regions\",\"what\":[\"would leave nothing\"],\"whatToDo\":\"give --force min-regions\"}";
    assertEquals(3, run("drain", "us-east", "--reason", "work"));
    assertTrue(
        err.toString().contains("would leave nothing") && err.toString().contains("min-regions"),
        err::toString);
    answer = "{\"error\":\"invalid\",\"what\":[\"a.zone:3: x; y\"],\"whatToDo\":\"correct\"}";
    assertEquals(2, run("reload"));
    assertTrue(err.toString().contains("a.zone:3: x; y"), err::toString);
  }

  @Test
  void jsonIsTheApisOwn() {
    answer = "{\"instance\":\"one\"}\n";
    assertEquals(0, run("status", "--json"));
    assertEquals("{\"instance\":\"one\"}\n", out.toString());
  }

  @Test
  void statusShowsServicesVotersAndTargetsInColumns() {
    answer =
        """
        {"instance":"one","cluster":"c","version":"1","at":"2026-01-02T03:04:05.678Z","automation":{"running":false,"reason":"no quorum"},
         "quorum":2,"voters":[{"name":"one","region":"us-east","self":true,"fresh":true,"sameLedger":true,"sameTargets":true}],
         "services":[{"name":"www","served":["eu-west"],"reason":"failed-over","term":5,"ttl":30,
           "regions":[{"name":"us-east","in":false,"drained":false},{"name":"eu-west","in":true,"drained":true}]}],
         "targets":[{"id":"192.0.2.10/web","region":"us-east","verdict":"down","votes":{"one":"down"},"reason":"refused"}],
         "overrides":[],"zones":[{}],"zonesNotReady":["broken.test."],"warnings":["look here"]}
        """;
    assertEquals(0, run("status"));
    String text = out.toString();
    assertTrue(text.contains("automation: STOPPED - no quorum"), text);
    assertTrue(
        text.contains("www      eu-west  failed-over  5     30s  us-east=OUT eu-west=in,drained"),
        text);
    assertTrue(text.contains("192.0.2.10/web  us-east  down     down  refused"), text);
    assertTrue(
        text.contains("NOT READY: broken.test.") && text.contains("warning: look here"), text);
  }

  @Test
  void whereNobodyAnswersTheExitCodeIsFour() {
    api.stop(0);
    assertEquals(4, run("status"));
    assertTrue(err.toString().contains("no instance answers at"), err::toString);
  }

  @Test
  void whatIsNoApiIsSaidToBeNone() {
    answer = "<html>";
    assertEquals(4, run("status"));
    assertTrue(err.toString().contains("no Leeward API"), err::toString);
  }

  @Test
  void everyCommandHasHelp() {
    for (String command :
        List.of(
            "demo", "serve", "check", "status", "explain", "drain", "undrain", "reload",
            "keygen")) {
      assertEquals(
          0,
          Leeward.run(
              new String[] {command, "--help"},
              new PrintWriter(out, true),
              new PrintWriter(err, true)),
          command);
    }
  }
}
