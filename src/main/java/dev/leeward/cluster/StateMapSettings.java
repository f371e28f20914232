package dev.leeward.cluster;

import dev.leeward.topology.Instance;
import java.time.Duration;
import java.util.List;

/**
 * How this instance takes part in the replicated map.
 *
 * @param cluster members of another cluster are kept out
 * @param sweep between looks at the whole map, for entries that came without an event
 */
public record StateMapSettings(
    String cluster, String self, List<Instance> instances, Duration sweep) {
  public static final Duration DEFAULT_SWEEP = Duration.ofSeconds(5);

  public StateMapSettings {
    instances = List.copyOf(instances);
  }

  public StateMapSettings(String cluster, String self, List<Instance> instances) {
    this(cluster, self, instances, DEFAULT_SWEEP);
  }
}
