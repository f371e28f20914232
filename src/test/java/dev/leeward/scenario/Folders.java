package dev.leeward.scenario;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Folders in which a process that was killed may still be writing. */
final class Folders {
  private static final Duration LONGEST = Duration.ofSeconds(20);

  private Folders() {}

  static void remove(Path folder) throws IOException {
    try {
      Scenes.await(folder + " is gone", LONGEST, () -> isRemoved(folder));
    } catch (IOException e) {
      throw e;
    } catch (Exception e) {
      throw new IOException(e);
    }
  }

  private static boolean isRemoved(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
      for (Path file : deepestFirst) {
        Files.deleteIfExists(file);
      }
      return true;
    } catch (NoSuchFileException gone) {
      return true;
    } catch (IOException | UncheckedIOException busy) {
      return false;
    }
  }
}
