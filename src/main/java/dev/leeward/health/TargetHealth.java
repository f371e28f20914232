package dev.leeward.health;

import dev.leeward.topology.Target;
import java.util.List;

/**
 * A target as it stands now: immutable, for whoever shows it.
 *
 * @param recent the last finished probes that counted or were local errors, oldest first
 */
public record TargetHealth(
    Target target, Opinion opinion, List<ProbeRecord> recent, long nextDueNanos) {
  public TargetHealth {
    recent = List.copyOf(recent);
  }
}
