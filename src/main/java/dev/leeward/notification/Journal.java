package dev.leeward.notification;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What waits and what became of the rest, a line each, so that a restart forgets nothing. Owned by
 * the desk's thread.
 */
final class Journal implements AutoCloseable {
  private static final String PENDING = "pending";
  private static final String OUTCOME = "outcome";
  private static final int MOST_LINES = 8192;

  private final Path file;
  private FileChannel out;
  private int lines;

  private Journal(Path file, FileChannel out) {
    this.file = file;
    this.out = out;
  }

  /** Makes the folder if need be; what is there is read by {@link #read}. */
  static Journal open(Path folder) throws IOException {
    Files.createDirectories(
        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    Path file = folder.resolve("journal.jsonl");
    return new Journal(file, channel(file));
  }

  private static FileChannel channel(Path file) throws IOException {
    return FileChannel.open(
        file,
        Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
  }

  /** Into the backlog, and begins the file anew without what is over. */
  void read(Backlog backlog) throws IOException {
    for (String line : Files.readString(file, StandardCharsets.UTF_8).lines().toList()) {
      try {
        JsonObject json = new JsonObject(line);
        if (json.containsKey(PENDING)) {
          backlog.add(item(json.getJsonObject(PENDING)));
        } else {
          backlog.end(outcome(json.getJsonObject(OUTCOME)));
        }
      } catch (RuntimeException halfWritten) {
        // Before a power cut; the others know what it was about.
      }
    }
    rewrite(backlog);
  }

  /** All that came together is one write to the disk. */
  void append(List<Item> pending, List<Outcome> outcomes, Backlog backlog) throws IOException {
    List<String> text = new ArrayList<>();
    pending.forEach(item -> text.add(line(item)));
    outcomes.forEach(outcome -> text.add(line(outcome)));
    if (lines + text.size() > MOST_LINES + 2 * backlog.size()) {
      rewrite(backlog);
      return;
    }
    write(out, text);
    lines += text.size();
  }

  private void rewrite(Backlog backlog) throws IOException {
    List<String> text = new ArrayList<>();
    backlog.recent().forEach(outcome -> text.add(line(outcome)));
    backlog.items().forEach(item -> text.add(line(item)));
    Path next = file.resolveSibling("journal.next");
    Files.deleteIfExists(next);
    try (FileChannel made = channel(next)) {
      write(made, text);
    }
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    out.close();
    out = channel(file);
    lines = text.size();
  }

  private static void write(FileChannel to, List<String> text) throws IOException {
    if (!text.isEmpty()) {
      ByteBuffer octets =
          ByteBuffer.wrap((String.join("\n", text) + "\n").getBytes(StandardCharsets.UTF_8));
      while (octets.hasRemaining()) {
        to.write(octets);
      }
      to.force(false);
    }
  }

  private static String line(Item item) {
    JsonObject json =
        new JsonObject()
            .put("notification", item.notification())
            .put("postedMillis", item.postedMillis())
            .put("notice", item.notice().toJson());
    return new JsonObject().put(PENDING, json).encode();
  }

  private static Item item(JsonObject json) {
    return new Item(
        Notice.of(json.getJsonObject("notice")),
        json.getString("notification"),
        json.getLong("postedMillis"));
  }

  private static String line(Outcome outcome) {
    JsonObject json =
        new JsonObject()
            .put("id", outcome.id())
            .put("notification", outcome.notification())
            .put("word", outcome.word())
            .put("by", outcome.by())
            .put("at", outcome.at())
            .put("detail", outcome.detail())
            .put("summary", outcome.summary());
    return new JsonObject().put(OUTCOME, json).encode();
  }

  private static Outcome outcome(JsonObject json) {
    return new Outcome(
        json.getString("id"),
        json.getString("notification"),
        json.getString("word"),
        json.getString("by"),
        json.getString("at"),
        json.getString("detail"),
        json.getString("summary"));
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
