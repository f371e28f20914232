package dev.leeward.control;

import java.time.Duration;
import java.util.Map;

/**
 * What a scrape tells of the targets, of which there may be thousands: what an alert needs of each,
 * and the rest by check and region.
 *
 * @param up by target; those that are neither up nor down are not there
 * @param capacities as endpoints told them last, by target; those that tell none are not there
 * @param longestTimeouts of the next probes
 */
public record TargetGauges(
    Map<String, Boolean> up,
    Map<String, Double> capacities,
    Map<CheckInRegion, Duration> longestTimeouts) {
  /** Targets of one check in one region. */
  public record CheckInRegion(String check, String region) {}
}
