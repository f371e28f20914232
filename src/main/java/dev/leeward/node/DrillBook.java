package dev.leeward.node;

import dev.leeward.control.DrillMarkdown;
import dev.leeward.control.DrillView;
import dev.leeward.control.DrillView.State;
import dev.leeward.control.DrillsView;
import dev.leeward.control.RecordJson;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The reports of drills, newest hundred, each as JSON and as Markdown in the state directory. Any
 * thread asks and posts; its own thread writes, and nobody waits for it.
 */
final class DrillBook implements DrillReports, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(DrillBook.class);
  private static final int KEPT = 100;
  private static final long PATIENCE_MILLIS = 2000;
  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rwx------");
  private static final Set<PosixFilePermission> OWNER_FILE =
      PosixFilePermissions.fromString("rw-------");
  private static final List<String> SUMMARY =
      List.of(
          "id",
          "state",
          "shadow",
          "region",
          "service",
          "by",
          "reason",
          "at",
          "until",
          "endedAt",
          "agreed",
          "answered",
          "returned",
          "verdict");

  private final Path folder;
  private final ConcurrentSkipListMap<String, DrillsView.Document> drills =
      new ConcurrentSkipListMap<>();
  private final ExecutorService writer =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform().name("leeward-drills").daemon().factory());

  private DrillBook(Path folder) {
    this.folder = folder;
  }

  /**
   * @throws StateDirectory.Unusable when the folder cannot be used
   */
  static DrillBook open(Path folder) throws StateDirectory.Unusable {
    DrillBook book = new DrillBook(folder);
    try {
      Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
      try (Stream<Path> files = Files.list(folder)) {
        for (Path file : files.filter(each -> each.toString().endsWith(".json")).toList()) {
          book.read(file);
        }
      }
    } catch (IOException e) {
      throw new StateDirectory.Unusable(
          folder + " cannot be used (" + e + "); give this user a folder that it may write to");
    }
    book.forgetOldest();
    return book;
  }

  private void read(Path file) {
    try {
      JsonObject report = new JsonObject(Files.readString(file));
      String id = report.getString("id", "");
      Path markdown = folder.resolve(id + ".md");
      if (!file.getFileName().toString().equals(id + ".json")) {
        throw new IOException("it is the report of another drill");
      }
      if (List.of("running", "returning").contains(report.getString("state"))) {
        report.put("state", "interrupted");
      }
      String text = Files.exists(markdown) ? Files.readString(markdown) : "";
      drills.put(id, new DrillsView.Document(report.getMap(), text));
    } catch (IOException | DecodeException | ClassCastException e) {
      log.warn("drill-report-unreadable file={} cause=\"{}\"", file, e.toString());
    }
  }

  @Override
  public void changed(DrillView report) {
    boolean isNew = !drills.containsKey(report.id());
    drills.put(report.id(), document(report));
    if (isNew || report.isFinished() || report.state() == State.RETURNING) {
      writer.execute(() -> write(report));
    }
  }

  private static DrillsView.Document document(DrillView report) {
    return new DrillsView.Document(
        new JsonObject(RecordJson.text(report)).getMap(), DrillMarkdown.of(report));
  }

  private void write(DrillView report) {
    try {
      write(folder.resolve(report.id() + ".json"), RecordJson.text(report));
      write(folder.resolve(report.id() + ".md"), DrillMarkdown.of(report));
      forgetOldest();
    } catch (IOException e) {
      log.error(
          "drill-report-not-kept id={} cause=\"{}\"; free space in the state directory",
          report.id(),
          e.toString());
    }
  }

  private static void write(Path file, String text) throws IOException {
    Path aside = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(aside);
    Files.createFile(aside, PosixFilePermissions.asFileAttribute(OWNER_FILE));
    Files.write(aside, text.getBytes(StandardCharsets.UTF_8));
    Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private void forgetOldest() {
    while (drills.size() > KEPT) {
      String oldest = drills.firstKey();
      drills.remove(oldest);
      try {
        Files.deleteIfExists(folder.resolve(oldest + ".json"));
        Files.deleteIfExists(folder.resolve(oldest + ".md"));
      } catch (IOException e) {
        log.warn("drill-report-stays id={} cause=\"{}\"", oldest, e.toString());
      }
    }
  }

  /** Newest first. */
  DrillsView all() {
    List<Map<String, Object>> summaries = new ArrayList<>();
    for (DrillsView.Document each : drills.descendingMap().values()) {
      JsonObject summary = new JsonObject();
      SUMMARY.forEach(key -> summary.put(key, each.report().get(key)));
      summaries.add(summary.getMap());
    }
    return new DrillsView(summaries);
  }

  Optional<DrillsView.Document> of(String id) {
    return Optional.ofNullable(drills.get(id));
  }

  @Override
  public void close() throws InterruptedException {
    writer.shutdown();
    if (!writer.awaitTermination(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
      log.warn("drill-reports-close some are not written");
    }
  }
}
