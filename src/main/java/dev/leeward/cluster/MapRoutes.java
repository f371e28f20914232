package dev.leeward.cluster;

import dev.leeward.topology.Digest;
import dev.leeward.topology.Instance;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Where the members of the replicated map are, always on loopback. With all instances on one host
 * each member is beside its link, on the next port. Else each has a loopback address of its own,
 * the same on every host: on its own host the member is there, on the others a tunnel through the
 * peer link.
 *
 * @param bind where this instance's member listens
 * @param members as members know each other, by instance
 */
public record MapRoutes(
    String self,
    InetSocketAddress bind,
    SortedMap<String, InetSocketAddress> members,
    boolean isTunnelled) {
  private static final int LAST_PORT = 0xFFFF;

  public MapRoutes {
    members = Collections.unmodifiableSortedMap(new TreeMap<>(members));
    if (!members.containsKey(self)) {
      throw new IllegalArgumentException("'" + self + "' is none of " + members.keySet());
    }
  }

  /** Only without an {@link #obstacle}. */
  public static MapRoutes of(String cluster, String self, Collection<Instance> instances) {
    obstacle(cluster, instances)
        .ifPresent(why -> {
          throw new IllegalArgumentException("no replicated map: " + why);
        });
    boolean tunnelled = !areOnLoopback(instances);
    SortedMap<String, InetSocketAddress> members = new TreeMap<>();
    instances.forEach(
        instance -> members.put(instance.name(), member(cluster, instance, tunnelled)));
    InetSocketAddress bind = members.get(self);
    if (bind == null) {
      throw new IllegalArgumentException("'" + self + "' is none of " + members.keySet());
    }
    return new MapRoutes(self, bind, members, tunnelled);
  }

  /** Why these instances cannot have a map, in words for the log; empty when they can. */
  public static Optional<String> obstacle(String cluster, Collection<Instance> instances) {
    if (instances.size() < 2) {
      return Optional.of("there are no peers");
    }
    for (Instance instance : instances) {
      if (instance.linkAddress().getPort() == LAST_PORT) {
        return Optional.of(
            "%s needs the port of its link-address and the next one".formatted(instance.name()));
      }
    }
    return areOnLoopback(instances)
        ? portsTakenTwice(instances)
        : hostsTakenTwice(cluster, instances);
  }

  private static Optional<String> portsTakenTwice(Collection<Instance> instances) {
    Set<InetSocketAddress> taken = new HashSet<>();
    for (Instance instance : instances) {
      InetSocketAddress link = instance.linkAddress();
      if (!taken.add(link) || !taken.add(nextPort(link.getAddress(), link))) {
        return Optional.of(
            "%s needs the port of its link-address and the next one for itself"
                .formatted(instance.name()));
      }
    }
    return Optional.empty();
  }

  /** Two members on one host would both listen where each has its tunnel to the other. */
  private static Optional<String> hostsTakenTwice(String cluster, Collection<Instance> instances) {
    Map<InetAddress, String> byHost = new HashMap<>();
    Map<InetAddress, String> byAlias = new HashMap<>();
    for (Instance instance : instances) {
      String other = byHost.putIfAbsent(instance.linkAddress().getAddress(), instance.name());
      if (other != null) {
        return Optional.of(
            "%s and %s are on one host and others are not; each would need a host of its own"
                .formatted(other, instance.name()));
      }
      other = byAlias.putIfAbsent(alias(cluster, instance.name()), instance.name());
      if (other != null) {
        return Optional.of(
            "%s and %s happen to have one loopback address; another name for one of them helps"
                .formatted(other, instance.name()));
      }
    }
    return Optional.empty();
  }

  private static boolean areOnLoopback(Collection<Instance> instances) {
    return instances.stream()
        .map(instance -> instance.linkAddress().getAddress())
        .allMatch(address -> address instanceof Inet4Address && address.isLoopbackAddress());
  }

  private static InetSocketAddress member(String cluster, Instance instance, boolean tunnelled) {
    InetSocketAddress link = instance.linkAddress();
    return nextPort(tunnelled ? alias(cluster, instance.name()) : link.getAddress(), link);
  }

  private static InetSocketAddress nextPort(InetAddress address, InetSocketAddress link) {
    return new InetSocketAddress(address, link.getPort() + 1);
  }

  /**
   * In 127.64.0.0/10, by the names alone: an instance that is added or removed moves no other, so
   * members that run and members that start with a newer configuration know each other.
   */
  static InetAddress alias(String cluster, String instance) {
    byte[] digest = Digest.ofLines(List.of(cluster, instance)).octets();
    byte[] octets = {
      127, (byte) (64 | digest[0] & 0x3F), digest[1], (byte) (1 + Math.floorMod(digest[2], 254))
    };
    try {
      return InetAddress.getByAddress(octets);
    } catch (UnknownHostException neverForFourOctets) {
      throw new IllegalStateException(neverForFourOctets);
    }
  }

  /** As peers know this instance's member. */
  InetSocketAddress own() {
    return Objects.requireNonNull(members.get(self));
  }

  /** Where this host listens for each peer's member; none where they are beside it. */
  Map<String, InetSocketAddress> entrances() {
    Map<String, InetSocketAddress> entrances = new TreeMap<>();
    if (isTunnelled) {
      entrances.putAll(members);
      entrances.remove(self);
    }
    return entrances;
  }
}
