package dev.leeward.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** One real process, asked by dnsjava and by dig. */
class OneProcessTest {
  private static final Duration START = Duration.ofSeconds(30);
  private static final String ZONE =
      """
      @      300 SOA ns1 hostmaster 1 7200 1800 1209600 30
      @      300 NS  ns1
      ns1    300 A   192.0.2.53
      www    300 A   192.0.2.1
      *.wild 300 A   192.0.2.2
      big    300 TXT %s
      """
          .formatted("\"%s\" ".formatted("x".repeat(200)).repeat(20));

  @TempDir Path folder;

  private int dns;
  private int api;
  private Path config;
  private LeewardProcess process;

  @BeforeEach
  void start() throws Exception {
    dns = Scenes.freePorts();
    api = Scenes.freePorts();
    Files.writeString(folder.resolve("example.com.zone"), ZONE);
    config =
        Files.writeString(
            folder.resolve("one.conf"),
            """
            leeward {
              instance = one
              listen { dns = ["127.0.0.1:%d"], api = "127.0.0.1:%d" }
              zones = [ { origin = "example.com.", file = "example.com.zone" } ]
            }
            """
                .formatted(dns, api));
    process = serve();
  }

  private LeewardProcess serve() throws Exception {
    LeewardProcess started =
        LeewardProcess.start(folder.resolve("one.log"), "serve", "--config", config.toString());
    Scenes.await(
        "it answers",
        START,
        () ->
            !started.isAlive()
                || Scenes.addresses(dns, "www.example.com.")
                    .equals(new TreeSet<>(List.of("192.0.2.1"))));
    // DNS comes first, then the API.
    Scenes.await(
        "its API listens",
        START,
        () -> !started.isAlive() || started.output().contains("started instance="));
    assertTrue(started.isAlive(), started.output());
    return started;
  }

  @AfterEach
  void stop() {
    process.close();
  }

  private LeewardProcess leeward(String... arguments) throws Exception {
    return LeewardProcess.run(folder.resolve("command.log"), arguments);
  }

  @Test
  void itStartsWithoutAWarningAndStopsInOrder() throws Exception {
    assertEquals(0, process.stop());
    List<String> lines =
        process
            .output()
            .lines()
            .filter(line -> !line.startsWith("NOTE: Picked up JDK_JAVA_OPTIONS"))
            .toList();
    assertTrue(
        lines.stream().allMatch(line -> line.matches("[0-9T:.-]+Z INFO .*")), lines.toString());
  }

  @Test
  void overTcpALongAnswerComesWhole() throws Exception {
    Message cut = Scenes.ask(dns, "big.example.com.", Type.TXT, false);
    assertFalse(
        cut.getHeader().getFlag(Flags.TC) && !cut.getSection(Section.ANSWER).isEmpty(),
        "never part of an RRset");
    Message whole = Scenes.ask(dns, "big.example.com.", Type.TXT, true);
    assertEquals(1, whole.getSection(Section.ANSWER).size());
    assertFalse(whole.getHeader().getFlag(Flags.TC));
  }

  @Test
  void digAgrees() throws Exception {
    Process dig =
        new ProcessBuilder(
                "dig",
                "@127.0.0.1",
                "-p",
                Integer.toString(dns),
                "+nsid",
                "x.y.wild.example.com.",
                "A")
            .redirectErrorStream(true)
            .start();
    String output = new String(dig.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, dig.waitFor(), output);
    assertTrue(output.contains("status: NOERROR") && output.contains("flags: qr aa"), output);
    assertTrue(output.contains("192.0.2.2") && output.contains("(\"one\")"), output);
  }

  @Test
  void twoHundredMalformedPacketsLeaveItAnswering() throws Exception {
    Random random = new Random(5);
    byte[] sound =
        Message.newQuery(
                org.xbill.DNS.Record.newRecord(
                    org.xbill.DNS.Name.fromString("www.example.com."), Type.A, 1))
            .toWire();
    try (DatagramSocket socket = new DatagramSocket()) {
      for (int i = 0; i < 200; i++) {
        byte[] packet = malformed(i, sound, random);
        socket.send(
            new DatagramPacket(packet, packet.length, InetAddress.ofLiteral("127.0.0.1"), dns));
      }
    }
    assertEquals(new TreeSet<>(List.of("192.0.2.1")), Scenes.addresses(dns, "www.example.com."));
    assertFalse(process.output().contains("ERROR"), process.output());
  }

  /** Random octets, a question cut off, or one whose name points at itself. */
  private static byte[] malformed(int number, byte[] sound, Random random) {
    return switch (number % 3) {
      case 0 -> {
        byte[] noise = new byte[random.nextInt(600)];
        random.nextBytes(noise);
        yield noise;
      }
      case 1 -> java.util.Arrays.copyOf(sound, random.nextInt(sound.length));
      default -> {
        byte[] loop = sound.clone();
        loop[12] = (byte) 0xC0;
        loop[13] = 12;
        yield loop;
      }
    };
  }

  @Test
  void aZoneWithAnErrorIsRefusedWithFileAndLineAndTheOldDataStillAnswers() throws Exception {
    Files.writeString(
        folder.resolve("example.com.zone"), ZONE.replace("A   192.0.2.1\n", "A   192.0.2.999\n"));
    LeewardProcess check = leeward("check", "--config", config.toString());
    assertEquals(2, check.exitCode(), check.output());
    assertTrue(check.output().contains("example.com.zone:4: "), check.output());

    LeewardProcess reload = leeward("reload", "--api", "http://127.0.0.1:" + api);
    assertEquals(2, reload.exitCode(), reload.output());
    assertTrue(reload.output().contains("example.com.zone:4: "), reload.output());
    assertEquals(new TreeSet<>(List.of("192.0.2.1")), Scenes.addresses(dns, "www.example.com."));
  }

  @Test
  void aGoodReloadIsServedAndSaysWhatItChanged() throws Exception {
    Files.writeString(
        folder.resolve("example.com.zone"),
        ZONE.replace("hostmaster 1 ", "hostmaster 2 ").replace("192.0.2.1\n", "192.0.2.7\n"));
    LeewardProcess reload = leeward("reload", "--api", "http://127.0.0.1:" + api);
    assertEquals(0, reload.exitCode(), reload.output());
    assertTrue(reload.output().contains("serial 1 -> 2"), reload.output());
    assertEquals(new TreeSet<>(List.of("192.0.2.7")), Scenes.addresses(dns, "www.example.com."));
  }

  @Test
  void aHangupSignalReloads() throws Exception {
    Files.writeString(
        folder.resolve("example.com.zone"),
        ZONE.replace("hostmaster 1 ", "hostmaster 2 ").replace("192.0.2.1\n", "192.0.2.8\n"));
    process.signal("HUP");
    Scenes.await(
        "the new data",
        Duration.ofSeconds(10),
        () -> Scenes.addresses(dns, "www.example.com.").contains("192.0.2.8"));
  }

  @Test
  void aZoneThatDoesNotLoadStopsNoOther() throws Exception {
    process.stop();
    Files.writeString(folder.resolve("broken.zone"), "this is no zone\n");
    Files.writeString(
        config,
        Files.readString(config)
            .replace(
                "zones = [", "zones = [ { origin = \"broken.test.\", file = \"broken.zone\" },"));
    process = serve();
    assertEquals(Rcode.SERVFAIL, Scenes.ask(dns, "www.broken.test.", Type.A, false).getRcode());
    LeewardProcess strict = leeward("serve", "--strict", "--config", config.toString());
    assertEquals(2, strict.exitCode(), strict.output());
  }

  @Test
  void aSecondInstanceOnTheSameStateIsRefusedInOneSentence() throws Exception {
    LeewardProcess second = leeward("serve", "--config", config.toString());
    assertEquals(2, second.exitCode(), second.output());
    assertTrue(second.output().contains("is in use by another instance"), second.output());
  }

  @Test
  void wrongUsageAndAbsentInstancesHaveTheirExitCodes() throws Exception {
    assertEquals(64, leeward("serve").exitCode());
    assertEquals(64, leeward("drain", "us-east", "--reason", "x", "--for", "10").exitCode());
    assertEquals(64, leeward("nonsense").exitCode());
    assertEquals(
        4, leeward("status", "--api", "http://127.0.0.1:" + Scenes.freePorts()).exitCode());
    assertEquals(0, leeward("--version").exitCode());
    assertEquals(
        2, leeward("check", "--config", folder.resolve("none.conf").toString()).exitCode());
  }

  @Test
  void keygenWritesForItsOwnerOnlyAndNeverOverwrites() throws Exception {
    Path key = folder.resolve("one.key");
    LeewardProcess first = leeward("keygen", "--out", key.toString());
    assertEquals(0, first.exitCode(), first.output());
    assertTrue(
        first.output().lines().anyMatch(line -> line.matches("ed25519:[A-Za-z0-9+/]{43}=")),
        first.output());
    assertEquals(
        "rw-------",
        java.nio.file.attribute.PosixFilePermissions.toString(Files.getPosixFilePermissions(key)));
    byte[] before = Files.readAllBytes(key);
    assertEquals(3, leeward("keygen", "--out", key.toString()).exitCode());
    assertEquals(new String(before, StandardCharsets.UTF_8), Files.readString(key));
  }

  @Test
  void healthAndMetricsAreServed() throws IOException, InterruptedException {
    java.net.http.HttpClient client = java.net.http.HttpClient.newHttpClient();
    for (String path : List.of("/health/live", "/health/ready", "/metrics")) {
      java.net.http.HttpResponse<String> response =
          client.send(
              java.net.http.HttpRequest.newBuilder(
                      java.net.URI.create("http://127.0.0.1:" + api + path))
                  .build(),
              java.net.http.HttpResponse.BodyHandlers.ofString());
      assertEquals(200, response.statusCode(), path);
    }
  }
}
