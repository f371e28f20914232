package dev.leeward.failover;

import dev.leeward.topology.Target;

/**
 * How long the verdict of a service on one of its targets has been up without interruption, on this
 * voter's own monotonic clock.
 */
public interface Uptime {
  /**
   * @return 0 when it is not up
   */
  long uninterruptedNanos(String service, Target target);
}
