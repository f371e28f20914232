package dev.leeward.node;

import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The timeline on disk: files of lines, each named by the number of its first one, the oldest
 * deleted. Writing is owned by the timeline's thread; reading opens files anew, so any thread may.
 */
final class EventFiles implements AutoCloseable {
  private static final String SUFFIX = ".jsonl";

  private final Path folder;
  private volatile long maxOctets;
  private volatile int keep;
  private final List<String> damage = new ArrayList<>();
  private @Nullable FileChannel out;
  private long position;
  private long last;
  private String head = EventChain.START;

  private EventFiles(Path folder, long maxOctets, int keep) {
    this.folder = folder;
    this.maxOctets = maxOctets;
    this.keep = keep;
  }

  /**
   * Makes the folder if need be, and cuts off what a power cut left half written.
   *
   * @param maxOctets of one file
   * @param keep how many files
   */
  static EventFiles open(Path folder, long maxOctets, int keep) throws IOException {
    Files.createDirectories(
        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    EventFiles files = new EventFiles(folder, maxOctets, keep);
    files.recover();
    return files;
  }

  /** From the next file on. */
  void limit(long octets, int files) {
    maxOctets = octets;
    keep = files;
  }

  /** What was found damaged at the opening, in words; empty when nothing was. */
  List<String> damage() {
    return damage;
  }

  /** The newest event's number; 0 when there is none. */
  long last() {
    return last;
  }

  private void recover() throws IOException {
    for (Path file : files().reversed()) {
      byte[] bytes = Files.readAllBytes(file);
      int sound = soundOctets(bytes);
      if (sound < bytes.length) {
        damage.add(
            "the last " + (bytes.length - sound) + " octets of " + file + " are no event: cut off");
      }
      if (sound == 0) {
        Files.delete(file);
        continue;
      }
      EventChain chain = new EventChain();
      new String(bytes, 0, sound, StandardCharsets.UTF_8).lines().forEach(chain::take);
      chain.problems().forEach(problem -> damage.add("in " + file + " " + problem));
      last = chain.last();
      head = chain.head();
      out = FileChannel.open(file, StandardOpenOption.WRITE);
      position = sound;
      out.truncate(position);
      return;
    }
  }

  /** Up to the end of the last line that is an event. */
  private static int soundOctets(byte[] bytes) {
    int end = bytes.length;
    while (end > 0) {
      if (bytes[end - 1] == '\n') {
        int start = end - 1;
        while (start > 0 && bytes[start - 1] != '\n') {
          start--;
        }
        String line = new String(bytes, start, end - 1 - start, StandardCharsets.UTF_8);
        if (EventChain.sequenceOf(line) > 0) {
          return end;
        }
      }
      end--;
      while (end > 0 && bytes[end - 1] != '\n') {
        end--;
      }
    }
    return 0;
  }

  /**
   * Appends an event with its number and the hash of the line before; what fails leaves no half
   * line behind.
   *
   * @return the line
   */
  String append(JsonObject event) throws IOException {
    JsonObject numbered = new JsonObject().put("sequence", last + 1);
    numbered.mergeIn(event).put("previous", head);
    String line = numbered.encode();
    byte[] octets = (line + "\n").getBytes(StandardCharsets.UTF_8);
    FileChannel file = fileFor(octets.length);
    try {
      ByteBuffer rest = ByteBuffer.wrap(octets);
      while (rest.hasRemaining()) {
        file.write(rest, position + rest.position());
      }
    } catch (IOException e) {
      file.truncate(position);
      throw e;
    }
    position += octets.length;
    last++;
    head = EventChain.hash(line);
    return line;
  }

  private FileChannel fileFor(int octets) throws IOException {
    FileChannel current = out;
    if (current != null && (position == 0 || position + octets <= maxOctets)) {
      return current;
    }
    if (current != null) {
      current.force(true);
      current.close();
    }
    out = null;
    Path next = folder.resolve(String.format(Locale.ROOT, "%019d%s", last + 1, SUFFIX));
    FileChannel created =
        FileChannel.open(
            next,
            Set.of(
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    out = created;
    position = 0;
    List<Path> all = files();
    for (Path old : all.subList(0, Math.max(0, all.size() - keep))) {
      Files.delete(old);
    }
    return created;
  }

  /** To the disk. */
  void force() throws IOException {
    if (out != null) {
      out.force(false);
    }
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(each -> each.getFileName().toString().matches("[0-9]{19}\\.jsonl"))
          .sorted()
          .toList();
    }
  }

  private static long firstOf(Path file) {
    return Long.parseLong(file.getFileName().toString().replace(SUFFIX, ""));
  }

  /** The lines after a number, oldest first, as far as they are still kept. */
  List<String> after(long sequence, int limit) throws IOException {
    List<String> lines = new ArrayList<>();
    Path[] all = files().toArray(Path[]::new);
    for (int i = 0; i < all.length && lines.size() < limit; i++) {
      boolean isBefore = i + 1 < all.length && firstOf(all[i + 1]) <= sequence + 1;
      if (!isBefore) {
        forEach(
            all[i],
            line -> {
              if (EventChain.sequenceOf(line) > sequence) {
                lines.add(line);
              }
              return lines.size() < limit;
            });
      }
    }
    return lines;
  }

  /** Every line that is kept, up to a number: beyond it one may be half written. */
  EventChain verify(long upTo) throws IOException {
    EventChain chain = new EventChain();
    for (Path file : files()) {
      if (firstOf(file) <= upTo) {
        forEach(
            file,
            line -> {
              chain.take(line);
              return chain.last() < upTo;
            });
      }
    }
    return chain;
  }

  /** Malformed octets become replacement characters, and thereby a broken chain. */
  private static void forEach(Path file, Predicate<String> whileTrue) throws IOException {
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8))) {
      String line = in.readLine();
      while (line != null && whileTrue.test(line)) {
        line = in.readLine();
      }
    } catch (NoSuchFileException rotatedAway) {
      // What was deleted meanwhile is no longer kept.
    }
  }

  @Override
  public void close() throws IOException {
    if (out != null) {
      out.force(true);
      out.close();
    }
  }
}
