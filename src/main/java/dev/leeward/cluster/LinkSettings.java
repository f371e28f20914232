package dev.leeward.cluster;

import dev.leeward.topology.Instance;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;

/**
 * How this instance reaches its peers.
 *
 * @param cluster a link to another cluster is refused
 * @param self this instance's name
 * @param instances the electorate; may contain this instance
 * @param listen where peers connect; port 0 asks the system for one
 * @param beat between redials and between pings
 * @param silence after which a connection counts as dead; at least three beats
 */
public record LinkSettings(
    String cluster,
    String self,
    List<Instance> instances,
    InetSocketAddress listen,
    Duration beat,
    Duration silence) {
  public static final Duration DEFAULT_SILENCE = Duration.ofSeconds(3);

  public LinkSettings {
    instances = List.copyOf(instances);
  }

  public LinkSettings(
      String cluster,
      String self,
      List<Instance> instances,
      InetSocketAddress listen,
      Duration beat) {
    this(cluster, self, instances, listen, beat, DEFAULT_SILENCE);
  }
}
