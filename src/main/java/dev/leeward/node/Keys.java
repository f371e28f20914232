package dev.leeward.node;

import dev.leeward.cluster.KeyFile;
import dev.leeward.cluster.KeyFileException;
import java.nio.file.Path;

/** Voters' keys, for the command line. */
public final class Keys {
  private Keys() {}

  /**
   * Makes a private key and certificate in a new file with mode 0600.
   *
   * @return the {@code public-key} for the configuration
   * @throws StartRefused saying why not and what to do; nothing is ever overwritten
   */
  public static String generate(Path out) throws StartRefused {
    try {
      return KeyFile.generate(out, "leeward");
    } catch (KeyFileException e) {
      throw new StartRefused(String.valueOf(e.getMessage()));
    }
  }
}
