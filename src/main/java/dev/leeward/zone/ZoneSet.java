package dev.leeward.zone;

import dev.leeward.dns.Name;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** All zones that are served, immutable; found by the longest matching origin. */
public final class ZoneSet {
  private final Map<Name, Zone> zones;
  private final Set<Name> notReady;

  public ZoneSet(Collection<? extends Zone> zones) {
    this(zones, Set.of());
  }

  /**
   * @param notReady origins of zones that are configured and could not be loaded: their names are
   *     neither answered nor refused
   */
  public ZoneSet(Collection<? extends Zone> zones, Set<Name> notReady) {
    this.zones =
        zones.stream().collect(Collectors.toUnmodifiableMap(Zone::origin, Function.identity()));
    this.notReady = Set.copyOf(notReady);
  }

  /** The zone with the longest origin that {@code name} lies in, or null. */
  public @Nullable Zone find(Name name) {
    for (int labels = name.labelCount(); labels >= 0; labels--) {
      Zone zone = zones.get(name.lastLabels(labels));
      if (zone != null) {
        return zone;
      }
    }
    return null;
  }

  /** The zone with that origin, or null. */
  public @Nullable Zone get(Name origin) {
    return zones.get(origin);
  }

  /** Whether {@code origin} is the apex of a zone that is served or should be. */
  public boolean has(Name origin) {
    return zones.containsKey(origin) || notReady.contains(origin);
  }

  /** The origin of the zone that {@code name} belongs to and that could not be loaded, or null. */
  public @Nullable Name findNotReady(Name name) {
    if (notReady.isEmpty()) {
      return null;
    }
    for (int labels = name.labelCount(); labels >= 0; labels--) {
      Name origin = name.lastLabels(labels);
      if (notReady.contains(origin)) {
        return origin;
      }
      if (zones.containsKey(origin)) {
        return null;
      }
    }
    return null;
  }

  public Collection<Zone> all() {
    return zones.values();
  }

  public Set<Name> notReady() {
    return notReady;
  }
}
