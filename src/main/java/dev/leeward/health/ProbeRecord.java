package dev.leeward.health;

/** A finished probe: when it started and when the decision loop saw its result. */
public record ProbeRecord(long number, long startedNanos, long seenNanos, ProbeResult result) {}
