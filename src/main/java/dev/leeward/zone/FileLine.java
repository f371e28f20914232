package dev.leeward.zone;

import java.nio.file.Path;

/**
 * A place in a file.
 *
 * @param line counted from 1; 0 is the file as a whole
 */
public record FileLine(Path file, int line) {
  @Override
  public String toString() {
    return line == 0 ? file.toString() : file + ":" + line;
  }
}
