package dev.leeward.zone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where the octets of master files come from: the disk, or a test's map. */
@FunctionalInterface
public interface ZoneSource {
  /** What an array holds. */
  long LARGEST = Integer.MAX_VALUE - 8;

  ZoneSource DISK =
      file -> {
        long size = Files.size(file);
        if (size > LARGEST) {
          throw new IOException("of " + size + " octets, " + LARGEST + " are the most");
        }
        return Files.readAllBytes(file);
      };

  /**
   * The whole file.
   *
   * @throws java.nio.file.NoSuchFileException when there is none
   */
  byte[] read(Path file) throws IOException;
}
