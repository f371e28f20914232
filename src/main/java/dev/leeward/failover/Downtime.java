package dev.leeward.failover;

import dev.leeward.topology.Target;

/**
 * How long the verdict of a service on one of its targets has been down without interruption, on
 * this voter's own monotonic clock.
 */
public interface Downtime {
  /** For whoever asks what would be in the end. */
  Downtime FOR_EVER = (service, target) -> Long.MAX_VALUE;

  /**
   * @return 0 when it is not down
   */
  long uninterruptedNanos(String service, Target target);
}
