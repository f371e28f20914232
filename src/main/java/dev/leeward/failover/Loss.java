package dev.leeward.failover;

import dev.leeward.topology.Endpoint;
import dev.leeward.topology.Region;
import dev.leeward.topology.Target;
import dev.leeward.topology.Topology;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What is imagined to be gone.
 *
 * @param regions with all their endpoints and instances
 * @param instances by name
 * @param endpoints as they are written
 */
public record Loss(Set<String> regions, Set<String> instances, Set<String> endpoints) {
  public Loss {
    regions = Set.copyOf(regions);
    instances = Set.copyOf(instances);
    endpoints = Set.copyOf(endpoints);
  }

  /** A word that names nothing; the message says what would. */
  public static final class UnknownException extends Exception {
    private static final long serialVersionUID = 1;

    UnknownException(String message) {
      super(message);
    }
  }

  /**
   * Reads names of regions, instances and endpoints. A name that is both a region's and an
   * instance's is the region's, unless it is written {@code instance:NAME}.
   *
   * @param instances configured ones, each with its region
   */
  public static Loss of(List<String> words, Topology topology, Map<String, String> instances)
      throws UnknownException {
    Set<String> lostRegions = new TreeSet<>();
    Set<String> lostInstances = new TreeSet<>();
    Set<String> lostEndpoints = new TreeSet<>();
    Set<String> endpoints = new TreeSet<>();
    topology.targets().forEach(target -> endpoints.add(target.endpoint().text()));
    for (String word : words) {
      String name = word.substring(word.indexOf(':', prefixEnd(word)) + 1);
      if (!word.startsWith("instance:") && isRegion(name, topology, instances.values())) {
        lostRegions.add(name);
      } else if (instances.containsKey(name)) {
        lostInstances.add(name);
      } else if (endpoints.contains(word)) {
        lostEndpoints.add(word);
      } else {
        throw new UnknownException(unknown(word, topology, instances));
      }
    }
    return new Loss(lostRegions, lostInstances, lostEndpoints);
  }

  /** Only the two words are prefixes: addresses have colons of their own. */
  private static int prefixEnd(String word) {
    return word.startsWith("instance:") || word.startsWith("region:") ? 0 : word.length();
  }

  /** An instance's region need not have endpoints. */
  private static boolean isRegion(String name, Topology topology, Collection<String> places) {
    return topology.hasRegion(name) || places.contains(name);
  }

  private static String unknown(String word, Topology topology, Map<String, String> instances) {
    Set<String> known = new TreeSet<>(instances.values());
    topology.regions().stream().map(Region::name).forEach(known::add);
    List<String> all = new ArrayList<>(known);
    all.addAll(new TreeSet<>(instances.keySet()));
    return word
        + " is no region, instance or endpoint; known are "
        + String.join(", ", all)
        + " and the addresses that services' names have";
  }

  public boolean takes(Endpoint endpoint) {
    return regions.contains(endpoint.region()) || endpoints.contains(endpoint.text());
  }

  boolean takes(Target target) {
    return takes(target.endpoint());
  }

  /**
   * @param region where it is
   */
  public boolean takesInstance(String name, String region) {
    return instances.contains(name) || regions.contains(region);
  }
}
