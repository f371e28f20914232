package dev.leeward.health;

import dev.leeward.topology.Target;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A target as it stands now: immutable, for whoever shows it.
 *
 * @param recent the last finished probes that counted or were local errors, oldest first
 * @param timeout of its next probe
 */
public record TargetHealth(
    Target target, Opinion opinion, List<ProbeRecord> recent, long nextDueNanos, Duration timeout) {
  public TargetHealth {
    recent = List.copyOf(recent);
  }

  /** What the newest healthy answer told beside that it works. */
  public ProbeResult.Notes notes() {
    for (ProbeRecord each : recent.reversed()) {
      if (each.result() instanceof ProbeResult.Healthy healthy) {
        return healthy.notes();
      }
    }
    return ProbeResult.Notes.NONE;
  }

  /** Why the newest probe could not be tried, else why the newest failure failed; null if none. */
  public @Nullable String lastReason() {
    return !recent.isEmpty() && recent.getLast().result() instanceof ProbeResult.LocalError error
        ? error.reason()
        : opinion.lastReason();
  }
}
