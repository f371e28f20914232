package dev.leeward.notification;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Desks with real HTTP receivers that fail in every way. */
@Timeout(60)
class DeskTest {
  private final Path folder;

  private static NotificationSettings hook(Receiver receiver) {
    return Notices.to("ops", new Destination.Webhook(receiver.url(), null));
  }

  DeskTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private static void await(BooleanSupplier condition) {
    long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (!condition.getAsBoolean()) {
      assertTrue(System.nanoTime() < deadline, "it never came to that");
      Thread.onSpinWait();
    }
  }

  private static List<String> words(Desk desk) {
    return desk.recent().stream().map(each -> each.by() + " " + each.word()).toList();
  }

  @Test
  void threeInstancesThatAgreedOnTheSameSendItOnce() throws Exception {
    try (Receiver receiver = new Receiver();
        Cluster cluster = new Cluster(folder, Notices.FAST, "a", "b", "c")) {
      Desk a = cluster.start("a", hook(receiver));
      Desk b = cluster.start("b", hook(receiver));
      Desk c = cluster.start("c", hook(receiver));
      cluster.tellAll(Notices.out("id-1", "www"));
      assertEquals(List.of("id-1"), receiver.next().key());
      await(() -> Stream.of(a, b, c).allMatch(desk -> words(desk).equals(List.of("a delivered"))));
      assertTrue(receiver.got.isEmpty(), () -> "sent again: " + receiver.got);
      assertEquals(List.of("a delivered"), cluster.ended);
    }
  }

  @Test
  void whatTheDeadOneDidNotSendAnotherOneSends() throws Exception {
    try (Receiver receiver = new Receiver();
        Cluster cluster = new Cluster(folder, Notices.FAST, "a", "b", "c")) {
      cluster.start("a", hook(receiver));
      Desk b = cluster.start("b", hook(receiver));
      Desk c = cluster.start("c", hook(receiver));
      cluster.tellAll(Notices.out("id-1", "www"));
      cluster.kill("a");
      assertEquals("b", receiver.next().json().getString("instance"));
      await(() -> words(b).equals(List.of("b delivered")) && words(c).equals(words(b)));
    }
  }

  @Test
  void whoComesBackDoesNotSendWhatWasSentMeanwhile() throws Exception {
    try (Receiver receiver = new Receiver();
        Cluster cluster = new Cluster(folder, Notices.FAST, "a", "b")) {
      cluster.start("a", hook(receiver));
      Desk b = cluster.start("b", hook(receiver));
      cluster.tellAll(Notices.out("id-1", "www"));
      cluster.kill("a");
      assertEquals("b", receiver.next().json().getString("instance"));
      await(() -> words(b).equals(List.of("b delivered")));
      Desk again = cluster.start("a", hook(receiver));
      again.tell("decision/www", Notices.out("id-1", "www"));
      await(() -> !again.recent().isEmpty());
      assertEquals(List.of("b settled"), words(again));
      assertTrue(receiver.got.isEmpty());
    }
  }

  @Test
  void aServerThatFailsHangsAndRefusesIsTriedUntilItTakesIt() throws Exception {
    try (Receiver receiver = new Receiver().then(500, Receiver.HANG, 429, 302, 200);
        Cluster cluster = new Cluster(folder, Notices.FAST, "a")) {
      Desk desk = cluster.start("a", hook(receiver));
      cluster.tellAll(Notices.out("id-1", "www"));
      for (int attempt = 0; attempt < 5; attempt++) {
        assertEquals(List.of("id-1"), receiver.next().key());
      }
      await(() -> words(desk).equals(List.of("a delivered")));
      assertEquals(0, desk.states().getFirst().failures());
    }
  }

  @Test
  void whatIsWrongWithTheMessageItselfIsNotTriedAgain() throws Exception {
    try (Receiver receiver = new Receiver().then(422);
        Cluster cluster = new Cluster(folder, Notices.FAST, "a", "b")) {
      Desk a = cluster.start("a", hook(receiver));
      Desk b = cluster.start("b", hook(receiver));
      cluster.tellAll(Notices.out("id-1", "www"));
      receiver.next();
      await(() -> words(b).equals(List.of("a refused")) && words(a).equals(words(b)));
      cluster.tellAll(Notices.in("id-2", "www"));
      assertEquals(List.of("id-2"), receiver.next().key());
    }
  }

  @Test
  void aRestartForgetsNothing() throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    NotificationSettings refused =
        Notices.to("ops", new Destination.Webhook(new Hidden("http://127.0.0.1:" + port), null));
    try (Cluster cluster = new Cluster(folder, Notices.FAST, "a")) {
      Desk desk = cluster.start("a", refused);
      cluster.tellAll(Notices.out("id-1", "www"));
      cluster.tellAll(Notices.out("id-2", "api"));
      await(() -> desk.states().getFirst().failures() > 0);
      assertEquals(2, desk.states().getFirst().waiting());
      assertTrue(
          Objects.requireNonNull(desk.states().getFirst().lastError()).contains("refused"),
          desk.states()::toString);
    }
    try (Receiver receiver = new Receiver(port);
        Cluster cluster = new Cluster(folder, Notices.FAST, "a")) {
      cluster.start("a", refused);
      Receiver.Got got = receiver.next();
      assertEquals(2, got.json().getJsonArray("events").size(), got::body);
    }
  }

  @Test
  void aJournalThatAPowerCutCutOffLosesNothingButItsLastLine() throws Exception {
    try (Receiver receiver = new Receiver().then(500);
        Cluster cluster = new Cluster(folder, Notices.FAST, "a")) {
      cluster.start("a", hook(receiver));
      cluster.tellAll(Notices.out("id-1", "www"));
      receiver.next();
    }
    Path journal = folder.resolve("a/journal.jsonl");
    Files.writeString(journal, Files.readString(journal) + "{\"pending\":{\"notif");
    assertEquals("rw-------", permissions(journal));
    try (Receiver receiver = new Receiver();
        Cluster cluster = new Cluster(folder, Notices.FAST, "a")) {
      cluster.start("a", hook(receiver));
      assertEquals(List.of("id-1"), receiver.next().key());
    }
  }

  private static String permissions(Path file) throws IOException {
    return java.nio.file.attribute.PosixFilePermissions.toString(
        Files.getPosixFilePermissions(file));
  }

  @Test
  void whatCameTogetherGoesOutTogetherButIncidentsOneByOne() throws Exception {
    try (Receiver receiver = new Receiver();
        Receiver duty = new Receiver();
        Cluster cluster = new Cluster(folder, Notices.FAST, "a")) {
      cluster.start(
          "a",
          hook(receiver),
          Notices.to("duty", new Destination.PagerDuty(duty.url(), new Hidden("R0UT1NG"))));
      for (int i = 0; i < 5; i++) {
        cluster.tellAll(Notices.out("id-" + i, "s" + i));
      }
      assertEquals(5, receiver.next().json().getJsonArray("events").size());
      for (int i = 0; i < 5; i++) {
        assertEquals("leeward/c/s" + i, duty.next().json().getString("dedup_key"));
      }
    }
  }

  @Test
  void anIncidentThatEndedBeforeItCouldBeToldIsOnlyResolved() throws Exception {
    try (Receiver duty = new Receiver().then(500);
        Cluster cluster = new Cluster(folder, Notices.FAST, "a")) {
      Desk desk =
          cluster.start(
              "a",
              Notices.to("duty", new Destination.PagerDuty(duty.url(), new Hidden("R0UT1NG"))));
      cluster.tellAll(Notices.out("id-1", "www"));
      assertEquals("trigger", duty.next().json().getString("event_action"));
      await(() -> desk.states().getFirst().failures() == 1);
      cluster.tellAll(Notices.in("id-2", "www"));
      assertEquals("resolve", duty.next().json().getString("event_action"));
      await(() -> words(desk).equals(List.of("a superseded", "a delivered")));
    }
  }

  @Test
  void filtersChooseAndWhatIsAboutAllIsAboutEach() throws Exception {
    try (Receiver receiver = new Receiver();
        Cluster cluster = new Cluster(folder, Notices.FAST, "a")) {
      cluster.start(
          "a",
          new NotificationSettings(
              "ops",
              new Destination.Webhook(receiver.url(), null),
              null,
              Set.of(NoticeKind.OUT),
              Set.of("www"),
              Set.of("us-east"),
              Duration.ofHours(1)));
      cluster.tellAll(Notices.in("no-kind", "www"));
      cluster.tellAll(Notices.out("no-service", "api"));
      cluster.tellAll(Notices.out("yes", "www"));
      assertEquals(List.of("yes"), receiver.next().key());
    }
  }

  @Test
  void whatIsTooOldIsGivenUpAndSaidSo() throws Exception {
    try (Receiver receiver = new Receiver().then(500, 500, 500, 500, 500, 500, 500, 500);
        Cluster cluster = new Cluster(folder, Notices.FAST, "a")) {
      Desk desk =
          cluster.start(
              "a",
              new NotificationSettings(
                  "ops",
                  new Destination.Slack(receiver.url()),
                  null,
                  Set.of(),
                  Set.of(),
                  Set.of(),
                  Duration.ofSeconds(1)));
      cluster.tellAll(Notices.out("id-1", "www"));
      await(() -> words(desk).equals(List.of("a given-up")));
    }
  }

  @Test
  void whatIsNoWordOfAPeersIsIgnored() throws Exception {
    try (Receiver receiver = new Receiver();
        Cluster cluster = new Cluster(folder, Notices.FAST, "a")) {
      Desk desk = cluster.start("a", hook(receiver));
      for (String hostile :
          List.of(
              "",
              "[]",
              "{",
              "{\"ask\":1}",
              "{\"keys\":[1,2],\"ask\":1}",
              "{\"keys\":[],\"answer\":1}",
              "{\"keys\":[\"id-1\",\"ops\"],\"over\":null}")) {
        desk.received("b", hostile.getBytes(java.nio.charset.StandardCharsets.UTF_8));
      }
      cluster.tellAll(Notices.out("id-1", "www"));
      assertEquals(List.of("id-1"), receiver.next().key());
    }
  }

  @Test
  void noSecretIsShownNorWritten() throws Exception {
    try (Receiver receiver = new Receiver().then(500);
        Cluster cluster = new Cluster(folder, Notices.FAST, "a")) {
      NotificationSettings settings =
          Notices.to("ops", new Destination.Webhook(receiver.url(), new Hidden("HMAC-S3CRET")));
      Desk desk = cluster.start("a", settings);
      cluster.tellAll(Notices.out("id-1", "www"));
      receiver.next();
      await(() -> desk.states().getFirst().failures() == 1);
      String all =
          settings + desk.states().toString() + Files.readString(folder.resolve("a/journal.jsonl"));
      assertTrue(!all.contains("S3CRET"), all);
      assertTrue(all.contains("http://127.0.0.1:" + receiver.port()), all);
    }
  }
}
