package dev.leeward.failover;

/**
 * How long the verdict on a record has been down without interruption, on this voter's own
 * monotonic clock.
 */
public interface Downtime {
  /** For whoever asks what would be in the end. */
  Downtime FOR_EVER = id -> Long.MAX_VALUE;

  /**
   * @return 0 when it is not down
   */
  long uninterruptedNanos(String recordId);
}
