package dev.leeward.agreement;

/**
 * Now, on both clocks: nobody in the decision plane reads one by itself.
 *
 * @param nanos monotonic, comparable only within one process
 * @param wallMillis milliseconds since 1970, for terms, expiry and people
 */
public record Moment(long nanos, long wallMillis) {
  public long nanosSince(Moment earlier) {
    return nanos - earlier.nanos;
  }
}
