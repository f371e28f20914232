package dev.leeward.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The timeline on disk: its chain, its rotation, what damage and a slow disk do to it. */
class TimelineTest {
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-01-02T03:04:05.678Z"));

  @TempDir Path folder = Path.of("");

  private EventFiles open(long maxOctets, int keep) throws IOException {
    return EventFiles.open(folder.resolve("events"), maxOctets, keep);
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> all = Files.list(folder.resolve("events"))) {
      return all.sorted().toList();
    }
  }

  private static JsonObject event(String text) {
    return new JsonObject().put("at", "t").put("text", text);
  }

  private void write(int many, long maxOctets, int keep) throws IOException {
    try (EventFiles files = open(maxOctets, keep)) {
      for (int i = 0; i < many; i++) {
        files.append(event("number " + i));
      }
    }
  }

  @Test
  void everyLineCarriesTheHashOfTheLineBefore() throws IOException {
    write(3, 1 << 20, 8);
    List<String> lines = Files.readAllLines(files().getFirst());
    assertEquals(3, lines.size());
    assertEquals("0".repeat(64), new JsonObject(lines.get(0)).getString("previous"));
    assertEquals(EventChain.hash(lines.get(1)), new JsonObject(lines.get(2)).getString("previous"));
    assertEquals("rw-------", PosixFilePermissions.toString(permissions(files().getFirst())));
    assertEquals("rwx------", PosixFilePermissions.toString(permissions(folder.resolve("events"))));
  }

  private static java.util.Set<java.nio.file.attribute.PosixFilePermission> permissions(Path file)
      throws IOException {
    return Files.getPosixFilePermissions(file);
  }

  @Test
  void aRestartContinuesTheChain() throws IOException {
    write(3, 1 << 20, 8);
    write(3, 1 << 20, 8);
    try (EventFiles files = open(1 << 20, 8)) {
      EventChain chain = files.verify(files.last());
      assertEquals(List.of(), chain.problems());
      assertEquals(6, chain.count());
      assertEquals(List.of(), files.damage());
    }
  }

  @Test
  void fullFilesAreFollowedByNewOnesAndTheOldestAreDeleted() throws IOException {
    write(40, 500, 3);
    assertEquals(3, files().size());
    try (EventFiles files = open(500, 3)) {
      EventChain chain = files.verify(files.last());
      assertEquals(List.of(), chain.problems());
      assertEquals(40, chain.last());
      assertTrue(chain.first() > 1);
      assertEquals(chain.count(), chain.last() - chain.first() + 1);
      List<String> page = files.after(36, 2);
      assertEquals(List.of(37L, 38L), page.stream().map(EventChain::sequenceOf).toList());
      assertEquals(chain.first(), EventChain.sequenceOf(files.after(0, 1).getFirst()));
    }
    for (Path file : files()) {
      assertTrue(Files.size(file) <= 500, file.toString());
    }
  }

  @Test
  void whatAPowerCutLeftHalfWrittenIsCutOffAndNamed() throws IOException {
    write(3, 1 << 20, 8);
    String half = "{\"sequence\":4,\"at";
    Files.writeString(files().getFirst(), half, StandardOpenOption.APPEND);
    try (EventFiles files = open(1 << 20, 8)) {
      assertEquals(1, files.damage().size());
      assertTrue(
          files.damage().getFirst().startsWith("the last " + half.length() + " octets of "),
          files.damage().getFirst());
      files.append(event("after it"));
      assertEquals(List.of(), files.verify(files.last()).problems());
      assertEquals(4, files.last());
    }
  }

  @Test
  void aFileOfZerosIsCutOffBackToTheFileBefore() throws IOException {
    write(3, 1 << 20, 8);
    Files.write(folder.resolve("events").resolve("0000000000000000004.jsonl"), new byte[512]);
    try (EventFiles files = open(1 << 20, 8)) {
      assertEquals(3, files.last());
      assertEquals(1, files().size());
      assertEquals(1, files.damage().size());
    }
  }

  @Test
  void aChangedLineIsABrokenChainAtTheNextOne() throws IOException {
    write(5, 1 << 20, 8);
    Path file = files().getFirst();
    String text = Files.readString(file).replace("number 2", "number 7");
    Files.writeString(file, text, StandardCharsets.UTF_8);
    try (EventFiles files = open(1 << 20, 8)) {
      assertEquals(
          List.of("event 4 does not follow from event 3"), files.verify(files.last()).problems());
      assertTrue(files.damage().getFirst().contains("event 4 does not follow from event 3"));
    }
  }

  @Test
  void aRemovedLineIsABrokenChain() throws IOException {
    write(5, 1 << 20, 8);
    Path file = files().getFirst();
    List<String> lines = new ArrayList<>(Files.readAllLines(file));
    lines.remove(1);
    Files.writeString(file, String.join("\n", lines) + "\n");
    try (EventFiles files = open(1 << 20, 8)) {
      assertEquals(
          List.of("event 3 does not follow from event 1"), files.verify(files.last()).problems());
    }
  }

  @Test
  void whatTheQueueCannotHoldIsCountedAndToldAndNobodyWaits() throws Exception {
    Timeline timeline = new Timeline(open(1 << 20, 8), CLOCK, 2);
    for (int i = 0; i < 5; i++) {
      timeline.happened("started", "one", "number " + i);
    }
    assertEquals(3, timeline.dropped());
    timeline.start();
    assertTrue(
        timeline.await(2, Duration.ofSeconds(10)).toCompletableFuture().get(11, TimeUnit.SECONDS));
    timeline.close();
    List<JsonObject> lines = timeline.page(0L, 10).stream().map(JsonObject::new).toList();
    assertEquals("events-lost", lines.getFirst().getString("kind"));
    assertEquals("3 events before this one were not kept", lines.getFirst().getString("text"));
    assertEquals(3, lines.size());
  }

  @Test
  void whoWaitsIsWokenByTheNextEvent() throws Exception {
    try (Timeline timeline = new Timeline(open(1 << 20, 8), CLOCK, 16)) {
      timeline.start();
      CompletableFuture<Boolean> more =
          timeline.await(0, Duration.ofSeconds(10)).toCompletableFuture();
      assertFalse(more.isDone());
      timeline.happened("started", "one", "here");
      assertTrue(more.get(11, TimeUnit.SECONDS));
      JsonObject line = new JsonObject(timeline.page(0L, 1).getFirst());
      assertEquals("local", line.getString("scope"));
      assertEquals("2026-01-02T03:04:05.678Z", line.getString("at"));
      assertFalse(
          timeline.await(1, Duration.ofMillis(1)).toCompletableFuture().get(10, TimeUnit.SECONDS));
    }
  }

  @Test
  void olderEventsComeFromTheFilesAndWithoutANumberTheNewest() throws Exception {
    write(10, 500, 8);
    try (Timeline timeline = new Timeline(open(500, 8), CLOCK, 16)) {
      timeline.start();
      timeline.happened("started", "one", "here");
      assertTrue(
          timeline
              .await(10, Duration.ofSeconds(10))
              .toCompletableFuture()
              .get(11, TimeUnit.SECONDS));
      assertEquals(sequences(1, 3), numbers(timeline.page(0L, 3)));
      assertEquals(sequences(10, 11), numbers(timeline.page(null, 2)));
      assertEquals(sequences(11, 11), numbers(timeline.page(10L, 5)));
      assertEquals(List.of(), timeline.page(11L, 5));
      assertEquals(List.of(), timeline.verify().problems());
    }
  }

  private static List<Long> sequences(long first, long last) {
    return java.util.stream.LongStream.rangeClosed(first, last).boxed().toList();
  }

  private static List<Long> numbers(List<String> lines) {
    return lines.stream().map(EventChain::sequenceOf).toList();
  }

  /**
   * One instance misses terms while it is cut off, so their timelines differ; what each says of the
   * standing entries must not.
   */
  @Test
  void afterAHealEveryInstanceTellsTheSameOfEveryAgreedChange() {
    Simulation simulation = new Simulation(7, 3);
    simulation.instances.forEach(each -> each.start(false));
    simulation.run(Duration.ofSeconds(20));
    simulation.network.separate(List.of("voter-c"));
    Runnable recovers = simulation.world.refuse("us-east");
    simulation.instance("voter-c").operator.drain("eu-west");
    simulation.run(Duration.ofSeconds(20));
    assertNotEquals(heads(simulation, "voter-a"), heads(simulation, "voter-c"));
    recovers.run();
    simulation.run(Duration.ofSeconds(30));
    simulation.network.heal();
    simulation.run(Duration.ofSeconds(10));
    List<String> heads = heads(simulation, "voter-a");
    assertEquals(2, heads.size(), heads.toString());
    assertEquals(heads, heads(simulation, "voter-b"));
    assertEquals(heads, heads(simulation, "voter-c"));
  }

  private static List<String> heads(Simulation simulation, String instance) {
    return simulation.instance(instance).loop().ledger().entries().stream()
        .map(entry -> entry.key() + " " + AgreedEvent.hash(entry))
        .toList();
  }
}
