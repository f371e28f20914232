package dev.leeward.zone;

import dev.leeward.dns.Name;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** All zones that are served, immutable; found by the longest matching origin. */
public final class ZoneSet {
  private final java.util.Map<Name, Zone> zones;

  public ZoneSet(Collection<Zone> zones) {
    this.zones =
        zones.stream()
            .collect(java.util.stream.Collectors.toUnmodifiableMap(Zone::origin, zone -> zone));
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

  public Collection<Zone> all() {
    return zones.values();
  }
}
