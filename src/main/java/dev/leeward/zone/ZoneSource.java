package dev.leeward.zone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where the octets of master files come from: the disk, or a test's map. */
@FunctionalInterface
public interface ZoneSource {
  ZoneSource DISK = Files::readAllBytes;

  /**
   * The whole file.
   *
   * @throws java.nio.file.NoSuchFileException when there is none
   */
  byte[] read(Path file) throws IOException;
}
