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
import picocli.CommandLine;

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
    assertEquals("drained us-east until 2026-01-01T00:00:00Z\nin force on: a, b\n", out.toString());
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
         "quorum":2,"voters":[{"name":"one","region":"us-east","self":true,"fresh":true,"age":0.25,"sameLedger":true,"sameTargets":false,"otherTargets":["www","api"]}],
         "services":[{"name":"www","served":["eu-west"],"reason":"failed-over","term":5,"since":"2026-01-02T03:00:00.000Z","ttl":30,
           "regions":[{"name":"us-east","in":false,"drained":false},{"name":"eu-west","in":true,"drained":true}]}],
         "targets":[{"id":"192.0.2.10/web","region":"us-east","verdict":"down","votes":{"one":"down"},"reason":"refused"}],
         "overrides":[],"zones":[{}],"zonesNotReady":["broken.test."],"warnings":["look here"]}
        """;
    assertEquals(0, run("status"));
    String text = out.toString();
    assertTrue(text.contains("automation: STOPPED - no quorum"), text);
    assertTrue(
        text.contains(
            "www      eu-west  failed-over  5     2026-01-02T03:00:00.000Z  30s  us-east=OUT eu-west=in,drained"),
        text);
    assertTrue(text.contains("fresh   0.3s  same    differ: www+api"), text);
    assertTrue(text.contains("192.0.2.10/web  us-east  down     down  refused"), text);
    assertTrue(
        text.contains("NOT READY: broken.test.") && text.contains("warning: look here"), text);
  }

  @Test
  void explainShowsVotesRulesAndWhatTheVotersSaw() {
    answer =
        """
        {"name":"www.example.com.","type":"A","zone":"example.com.","answers":["www.example.com. 5 IN A 198.51.100.10"],
         "service":{"name":"www","explanation":"www: us-east out since term 5; serving eu-west","reason":"failed-over","term":5,
           "since":"2026-01-02T03:00:00.000Z","ttl":5,"ttlReason":"short after a change",
           "regions":[{"name":"us-east","records":[{"id":"www.example.com. A 192.0.2.10","in":false,"withdrawn":"region-out"}]}]},
         "verdicts":[{"record":"www.example.com. A 192.0.2.10","target":"192.0.2.10/web","verdict":"down","votes":[
           {"voter":"one","vote":"down","age":0.25,"failing":true,"streak":3,"reason":"refused"},
           {"voter":"two","vote":"none","age":null,"failing":null,"streak":null,"reason":"no ballot of it has come"}]}],
         "rules":[{"rule":"quorum","subject":"www","effect":"passes","text":"3 of 3 ballots fresh, 2 needed"}],
         "certificate":["one","three"],"evidence":["one: 192.0.2.10/web failed 3 in a row, refused"],"overrides":[]}
        """;
    assertEquals(0, run("explain", "www.example.com"));
    String text = out.toString();
    assertTrue(
        text.contains(
            "decision: term 5 since 2026-01-02T03:00:00.000Z, agreed by one, three; TTL at most 5s,"
                + " short after a change"),
        text);
    assertTrue(text.contains("  one: 192.0.2.10/web failed 3 in a row, refused\n"), text);
    assertTrue(text.contains("192.0.2.10/web  one    down  0.3s  3 failed  refused"), text);
    assertTrue(text.contains("192.0.2.10/web  two    none  -     -         no ballot of"), text);
    assertTrue(text.contains("quorum  www  passes  3 of 3 ballots fresh, 2 needed"), text);
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
            "demo",
            "serve",
            "check",
            "status",
            "explain",
            "drain",
            "undrain",
            "reload",
            "keygen",
            "simulate")) {
      assertEquals(
          0,
          Leeward.run(
              new String[] {command, "--help"},
              new PrintWriter(out, true),
              new PrintWriter(err, true)),
          command);
    }
  }

  @Test
  void everyCommandIsFoundByItsOwnName() {
    Leeward.commands()
        .forEach(
            (name, command) -> assertEquals(name, new CommandLine(command.get()).getCommandName()));
  }
}
