package dev.leeward.health;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What one probe found. */
public sealed interface ProbeResult {
  /** The endpoint did what the check expects. */
  record Healthy(Duration duration) implements ProbeResult {}

  /**
   * It did something else.
   *
   * @param silent whether nothing came from the endpoint itself, only word on the way that it
   *     cannot be reached
   */
  record Failed(String reason, Duration duration, boolean silent) implements ProbeResult {}

  /** Nothing came in time. */
  record TimedOut(Duration duration) implements ProbeResult {}

  /** This host could not even try: says nothing about the endpoint, so it is no result. */
  record LocalError(String reason) implements ProbeResult {}

  /** Why it is not healthy, in a few words; null if it is. */
  default @Nullable String reason() {
    return switch (this) {
      case Healthy _ -> null;
      case Failed failed -> failed.reason();
      case TimedOut timedOut -> "no answer within " + timedOut.duration().toMillis() + " ms";
      case LocalError error -> error.reason();
    };
  }

  /** Zero where there was no attempt. */
  default Duration took() {
    return switch (this) {
      case Healthy healthy -> healthy.duration();
      case Failed failed -> failed.duration();
      case TimedOut timedOut -> timedOut.duration();
      case LocalError _ -> Duration.ZERO;
    };
  }

  /** An answer of any kind, even a refusal, proves the path to the endpoint. */
  default boolean provesPath() {
    return switch (this) {
      case Healthy _ -> true;
      case Failed failed -> !failed.silent();
      case TimedOut _, LocalError _ -> false;
    };
  }
}
