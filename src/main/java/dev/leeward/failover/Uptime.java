package dev.leeward.failover;

/**
 * How long the verdict on a record has been up without interruption, on this voter's own monotonic
 * clock.
 */
public interface Uptime {
  /**
   * @return 0 when it is not up
   */
  long uninterruptedNanos(String recordId);
}
