package dev.leeward.zone;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where the octets of master files come from: the disk, or a test's map. */
@FunctionalInterface
public interface ZoneSource {
  ZoneSource DISK = Files::newInputStream;

  /**
   * The whole file; read from its beginning to its end, and closed.
   *
   * @throws java.nio.file.NoSuchFileException when there is none
   */
  InputStream open(Path file) throws IOException;
}
