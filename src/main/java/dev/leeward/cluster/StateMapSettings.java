package dev.leeward.cluster;

import java.time.Duration;

/**
 * How this instance takes part in the replicated map.
 *
 * @param cluster members of another cluster are kept out
 * @param sweep between looks at the whole map, for entries that came without an event
 */
public record StateMapSettings(String cluster, MapRoutes routes, Duration sweep) {
  public static final Duration DEFAULT_SWEEP = Duration.ofSeconds(5);

  public StateMapSettings(String cluster, MapRoutes routes) {
    this(cluster, routes, DEFAULT_SWEEP);
  }
}
