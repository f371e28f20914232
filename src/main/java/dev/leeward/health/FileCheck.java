package dev.leeward.health;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * An endpoint works when a file on this host says so; see {@link StateFile} for its form.
 *
 * @param maxAge an older file says nothing; null: never
 * @param otherwise what holds where it says nothing
 */
public record FileCheck(Path file, @Nullable Duration maxAge, Otherwise otherwise)
    implements CheckType {
  /** What silence of the file means. */
  public enum Otherwise {
    /** No result: the opinion stays. */
    UNKNOWN,
    UP,
    DOWN
  }
}
