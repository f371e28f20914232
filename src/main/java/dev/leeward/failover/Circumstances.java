package dev.leeward.failover;

/**
 * What a voter knows of a service beside verdicts and decision.
 *
 * @param uptime on its own clock
 * @param mayReturn whether its own clock has seen fewer changes of late than make returns wait
 * @param releasedUpTo the term up to which an operator lets regions return that wait for it
 */
public record Circumstances(Uptime uptime, boolean mayReturn, long releasedUpTo) {}
