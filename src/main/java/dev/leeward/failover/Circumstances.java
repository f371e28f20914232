package dev.leeward.failover;

/**
 * What a voter knows of a service beside verdicts and decision.
 *
 * @param uptime on its own clock
 * @param downtime likewise; read only where a withdrawal has a hold
 * @param mayReturn whether its own clock has seen fewer changes of late than make returns wait
 * @param mayLeave how many more serving regions may leave by its own clock
 * @param releasedUpTo the term up to which an operator lets regions return that wait for it
 */
public record Circumstances(
    Uptime uptime, Downtime downtime, boolean mayReturn, int mayLeave, long releasedUpTo) {
  /** Where nothing delays a withdrawal. */
  public Circumstances(Uptime uptime, boolean mayReturn, long releasedUpTo) {
    this(uptime, Downtime.FOR_EVER, mayReturn, Integer.MAX_VALUE, releasedUpTo);
  }
}
