package dev.leeward.health;

import dev.leeward.topology.Target;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Looks whether the endpoint has spoken in time. */
final class HeartbeatProbe {
  private final Heartbeats heartbeats;

  HeartbeatProbe(Heartbeats heartbeats) {
    this.heartbeats = heartbeats;
  }

  /**
   * A missing one is silence: it may be this host that cannot be reached. One that came since the
   * probe before proves the path.
   */
  void begin(
      Target target,
      CheckSettings settings,
      HeartbeatCheck check,
      long nowNanos,
      ProbeAttempt attempt) {
    attempt.withoutAddress();
    String endpoint = target.endpoint().text();
    Duration age = heartbeats.age(settings.name(), endpoint, nowNanos);
    if (age != null && age.compareTo(check.within()) <= 0) {
      boolean isNew = age.compareTo(settings.timing().interval()) <= 0;
      attempt.healthy(isNew ? Evidence.ANSWER : Evidence.HEARSAY, ProbeResult.Notes.NONE);
    } else if (age == null && isEarly(settings, endpoint, check, nowNanos)) {
      attempt.couldNotTry("no heartbeat yet");
    } else {
      attempt.failed(reason(age, check), Evidence.SILENCE);
    }
  }

  private boolean isEarly(
      CheckSettings settings, String endpoint, HeartbeatCheck check, long nowNanos) {
    Duration waited = heartbeats.waited(settings.name(), endpoint, nowNanos);
    return waited.compareTo(check.within()) <= 0;
  }

  private static String reason(@Nullable Duration age, HeartbeatCheck check) {
    return age == null
        ? "no heartbeat within " + check.within().toSeconds() + " s"
        : "last heartbeat " + age.toSeconds() + " s ago";
  }
}
