package dev.leeward.health;

import dev.leeward.topology.Endpoint;
import dev.leeward.topology.Target;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Consumer;

/** Reads a state file anew for each probe. */
final class FileProbe {
  private static final int LONGEST_FILE = 256 << 10;

  private final InstantSource clock;

  FileProbe(InstantSource clock) {
    this.clock = clock;
  }

  void begin(Target target, FileCheck check, ProbeAttempt attempt) {
    attempt.withoutAddress();
    attempt.aside(() -> look(target.endpoint(), check));
  }

  private Consumer<ProbeAttempt> look(Endpoint endpoint, FileCheck check) {
    try {
      if (isTooOld(check)) {
        return attempt -> otherwise(check, "state file is too old", attempt);
      }
      Boolean up = new StateFile(read(check.file())).isUp(endpoint);
      return attempt -> {
        if (up == null) {
          otherwise(check, "state file does not name it", attempt);
        } else {
          decide(up, "state file says down", attempt);
        }
      };
    } catch (NoSuchFileException e) {
      return attempt -> otherwise(check, "state file is missing", attempt);
    } catch (IOException e) {
      return attempt -> attempt.couldNotTry("state file cannot be read");
    } catch (IllegalArgumentException e) {
      return attempt -> attempt.couldNotTry(String.valueOf(e.getMessage()));
    }
  }

  private boolean isTooOld(FileCheck check) throws IOException {
    Instant written = Files.getLastModifiedTime(check.file()).toInstant();
    return check.maxAge() != null && written.plus(check.maxAge()).isBefore(clock.instant());
  }

  private static String read(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] octets = in.readNBytes(LONGEST_FILE + 1);
      if (octets.length > LONGEST_FILE) {
        throw new IllegalArgumentException("state file is too long");
      }
      return new String(octets, StandardCharsets.UTF_8);
    }
  }

  private static void otherwise(FileCheck check, String why, ProbeAttempt attempt) {
    switch (check.otherwise()) {
      case UNKNOWN -> attempt.couldNotTry(why);
      case UP -> decide(true, why, attempt);
      case DOWN -> decide(false, why, attempt);
    }
  }

  private static void decide(boolean up, String reason, ProbeAttempt attempt) {
    if (up) {
      attempt.healthy(Evidence.HEARSAY, ProbeResult.Notes.NONE);
    } else {
      attempt.failed(reason, Evidence.HEARSAY);
    }
  }
}
