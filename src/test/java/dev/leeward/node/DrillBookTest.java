package dev.leeward.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leeward.control.DrillView;
import dev.leeward.control.DrillView.State;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DrillBookTest {
  @TempDir Path folder = Path.of("");

  private static DrillView report(String id, State state) {
    return new DrillView(
        id,
        state,
        false,
        "us-east",
        null,
        "ann",
        "game | day",
        "iad-1",
        "iad-1",
        Instant.EPOCH,
        Instant.EPOCH.plusSeconds(60),
        Duration.ofSeconds(60),
        null,
        null,
        List.of(),
        null,
        true,
        Duration.ofMillis(125),
        null,
        "met",
        List.of(),
        List.of(),
        List.of(),
        null,
        List.of());
  }

  private static String state(DrillBook book, String id) {
    return String.valueOf(book.of(id).orElseThrow().report().get("state"));
  }

  @Test
  void reportsOutliveARestartAsJsonAndAsMarkdown() throws Exception {
    try (DrillBook book = DrillBook.open(folder.resolve("drills"))) {
      book.changed(report("1-us", State.RUNNING));
      book.changed(report("1-us", State.COMPLETED));
      assertEquals("completed", state(book, "1-us"));
    }
    Path file = folder.resolve("drills/1-us.json");
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    try (DrillBook book = DrillBook.open(folder.resolve("drills"))) {
      assertEquals("completed", state(book, "1-us"));
      assertEquals(0.125, book.all().drills().getFirst().get("answered"));
      String markdown = book.of("1-us").orElseThrow().markdown();
      assertTrue(markdown.startsWith("# Drill 1-us: completed\n"), markdown);
      assertTrue(markdown.contains("- Why: game \\| day\n"), markdown);
      assertTrue(markdown.contains("- Last answer without the region after: 0.125 s\n"), markdown);
    }
  }

  @Test
  void aDrillThatThisInstanceDidNotSeeTheEndOfIsSaidToBeInterrupted() throws Exception {
    try (DrillBook book = DrillBook.open(folder.resolve("drills"))) {
      book.changed(report("1-us", State.RUNNING));
    }
    try (DrillBook book = DrillBook.open(folder.resolve("drills"))) {
      assertEquals("interrupted", state(book, "1-us"));
    }
  }

  @Test
  void theNewestHundredAreKept() throws Exception {
    try (DrillBook book = DrillBook.open(folder.resolve("drills"))) {
      for (int i = 0; i < 103; i++) {
        book.changed(report(String.format(Locale.ROOT, "%03d-us", i), State.COMPLETED));
      }
    }
    try (DrillBook book = DrillBook.open(folder.resolve("drills"))) {
      assertEquals(100, book.all().drills().size());
      assertEquals("102-us", book.all().drills().getFirst().get("id"));
      assertTrue(book.of("002-us").isEmpty());
    }
    assertFalse(Files.exists(folder.resolve("drills/002-us.md")));
  }

  @Test
  void aFileThatIsNoReportHindersNoStart() throws Exception {
    Files.createDirectories(folder.resolve("drills"));
    Files.writeString(folder.resolve("drills/x.json"), "{ \"id\": \"../y\" }");
    Files.writeString(folder.resolve("drills/z.json"), "no JSON");
    try (DrillBook book = DrillBook.open(folder.resolve("drills"))) {
      assertEquals(List.of(), book.all().drills());
    }
  }
}
