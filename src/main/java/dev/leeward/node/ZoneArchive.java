package dev.leeward.node;

import dev.leeward.config.Loaded;
import dev.leeward.dns.Name;
import dev.leeward.zone.ParsedZone;
import dev.leeward.zone.Zone;
import dev.leeward.zone.ZoneImage;
import dev.leeward.zone.ZoneSet;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The last good copy of every zone, in the state directory, for a start that finds a zone's file
 * broken. Its own thread writes, newest only, and nobody waits for it.
 */
final class ZoneArchive implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(ZoneArchive.class);
  private static final String FOLDER = "zones";
  private static final int LONGEST_FILE_NAME = 200;
  private static final String ASIDE = ".new";

  private final Path folder;
  private final AtomicReference<@Nullable ZoneSet> waiting = new AtomicReference<>();
  private final Thread thread =
      Thread.ofPlatform().name("leeward-zones").daemon().unstarted(this::writeUntilClosed);
  private volatile boolean closed;

  /**
   * What this run has written or read to its end, so that a reload of one zone of thousands does
   * not read all copies again; the thread's own.
   */
  private final Map<Name, Long> known = new HashMap<>();

  private ZoneArchive(Path folder) {
    this.folder = folder;
    thread.start();
  }

  /** Keeps copies below a state directory that is locked by this instance. */
  static ZoneArchive open(Path stateDirectory) {
    return new ZoneArchive(stateDirectory.resolve(FOLDER));
  }

  /** What a start reads before it has the directory to itself. */
  static Optional<Loaded.Copy> read(Path stateDirectory, Name origin) {
    Path file = stateDirectory.resolve(FOLDER).resolve(fileName(origin));
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try (InputStream in = Files.newInputStream(file)) {
      ParsedZone zone = ZoneImage.read(origin, file, in);
      return Optional.of(new Loaded.Copy(zone, Files.getLastModifiedTime(file).toInstant()));
    } catch (IOException e) {
      log.error("zone-copy-unusable file={} cause=\"{}\"", file, e.getMessage());
      return Optional.empty();
    }
  }

  /** Copies of these zones, and of no others, are to be kept. */
  void keep(ZoneSet zones) {
    waiting.set(zones);
    LockSupport.unpark(thread);
  }

  private void writeUntilClosed() {
    while (!closed || waiting.get() != null) {
      ZoneSet next = waiting.getAndSet(null);
      if (next == null) {
        LockSupport.park(this);
      } else {
        write(next);
      }
    }
  }

  private void write(ZoneSet zones) {
    try {
      Files.createDirectories(
          folder,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      for (Zone zone : zones.all()) {
        if (waiting.get() != null) {
          return;
        }
        write(zone);
      }
      removeAllBut(zones);
    } catch (IOException e) {
      log.error(
          "zone-copies-not-kept folder={} cause=\"{}\"; a start that finds a zone broken could not"
              + " serve its last good copy",
          folder,
          e.toString());
    }
  }

  private void write(Zone zone) throws IOException {
    Path file = folder.resolve(fileName(zone.origin()));
    if (isKept(zone, file)) {
      known.put(zone.origin(), zone.contentDigest());
      return;
    }
    Path aside = folder.resolve(file.getFileName() + ASIDE);
    try (FileChannel channel =
        FileChannel.open(
            aside,
            Set.of(
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
      OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel));
      ZoneImage.write(zone, out);
      out.flush();
      channel.force(true);
    }
    Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    known.put(zone.origin(), zone.contentDigest());
  }

  /** Read to its end: that a copy was damaged shall not show on the day when it is needed. */
  private boolean isKept(Zone zone, Path file) {
    if (!Files.exists(file)) {
      return false;
    }
    Long seen = known.get(zone.origin());
    if (seen != null && seen == zone.contentDigest()) {
      return true;
    }
    try (InputStream in = Files.newInputStream(file)) {
      return ZoneImage.contentDigest(in, Files.size(file)) == zone.contentDigest();
    } catch (IOException damaged) {
      return false;
    }
  }

  /**
   * A zone that is configured and not ready keeps its copy; one that is gone must not come back.
   */
  private void removeAllBut(ZoneSet zones) throws IOException {
    Set<String> kept =
        Stream.concat(zones.all().stream().map(Zone::origin), zones.notReady().stream())
            .map(ZoneArchive::fileName)
            .collect(Collectors.toSet());
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        if (!kept.contains(file.getFileName().toString())) {
          Files.delete(file);
        }
      }
    }
  }

  /** Readable for most names, safe and unique for all. */
  static String fileName(Name origin) {
    StringBuilder name = new StringBuilder();
    for (char character : origin.toLowerCase().toString().toCharArray()) {
      boolean isPlain = "abcdefghijklmnopqrstuvwxyz0123456789-_.".indexOf(character) >= 0;
      name.append(isPlain ? String.valueOf(character) : "%%%02x".formatted((int) character));
    }
    return name.length() <= LONGEST_FILE_NAME
        ? name + "copy"
        : UUID.nameUUIDFromBytes(name.toString().getBytes(StandardCharsets.UTF_8)) + ".copy";
  }

  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(thread);
    try {
      thread.join(2000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
