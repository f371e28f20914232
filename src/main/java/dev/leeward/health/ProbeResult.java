package dev.leeward.health;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What one probe found. */
public sealed interface ProbeResult {
  /** The endpoint did what the check expects. */
  record Healthy(Duration duration, Evidence evidence, Notes notes) implements ProbeResult {
    public Healthy(Duration duration) {
      this(duration, Evidence.ANSWER, Notes.NONE);
    }
  }

  /**
   * It did something else.
   *
   * @param evidence silence where nothing came from the endpoint itself, only word on the way that
   *     it cannot be reached
   */
  record Failed(String reason, Duration duration, Evidence evidence) implements ProbeResult {
    public Failed(String reason, Duration duration) {
      this(reason, duration, Evidence.ANSWER);
    }
  }

  /** Nothing came in time. */
  record TimedOut(Duration duration) implements ProbeResult {}

  /** This host could not even try: says nothing about the endpoint, so it is no result. */
  record LocalError(String reason) implements ProbeResult {}

  /**
   * What was seen beside that it works.
   *
   * @param warning of what will be a failure one day
   * @param capacity as the endpoint tells it
   */
  record Notes(@Nullable String warning, @Nullable Double capacity) {
    public static final Notes NONE = new Notes(null, null);
  }

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

  /** A local error is neither the endpoint's silence nor its answer. */
  default Evidence evidence() {
    return switch (this) {
      case Healthy healthy -> healthy.evidence();
      case Failed failed -> failed.evidence();
      case TimedOut _ -> Evidence.SILENCE;
      case LocalError _ -> Evidence.HEARSAY;
    };
  }

  /** An answer of any kind, even a refusal, proves the path to the endpoint. */
  default boolean provesPath() {
    return evidence() == Evidence.ANSWER;
  }

  /** As the check is inverted: what would be a failure is health, and what is silent stays so. */
  default ProbeResult inverted() {
    return switch (this) {
      case Healthy(Duration duration, Evidence evidence, _) ->
          new Failed("the inverted check is healthy", duration, evidence);
      case Failed(_, Duration duration, Evidence evidence) ->
          new Healthy(duration, evidence, Notes.NONE);
      case TimedOut(Duration duration) -> new Healthy(duration, Evidence.SILENCE, Notes.NONE);
      case LocalError error -> error;
    };
  }
}
