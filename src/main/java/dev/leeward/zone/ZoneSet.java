package dev.leeward.zone;

import dev.leeward.dns.Name;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All zones that are served, immutable; found by the longest matching origin, however many they
 * are, without building a name.
 */
public final class ZoneSet {
  private final List<Zone> zones;
  private final Set<Name> notReady;
  private final Place[] slots;

  /** Of the origins in {@link #slots}: most that do not match are not looked at. */
  private final int[] hashes;

  private int mostLabels;

  /** An origin; its zone is null when that could not be loaded. */
  private record Place(Name origin, byte[] lowerCase, @Nullable Zone zone) {
    Place(Name origin, @Nullable Zone zone) {
      this(origin, origin.toLowerCase().wire(), zone);
    }
  }

  public ZoneSet(Collection<? extends Zone> zones) {
    this(zones, Set.of());
  }

  /**
   * @param notReady origins of zones that are configured and could not be loaded: their names are
   *     neither answered nor refused
   * @throws IllegalStateException when two zones have one origin
   */
  public ZoneSet(Collection<? extends Zone> zones, Set<Name> notReady) {
    this.zones = Collections.unmodifiableList(new ArrayList<>(zones));
    this.notReady = Set.copyOf(notReady);
    this.slots = new Place[Integer.highestOneBit(zones.size() + notReady.size() + 1) * 4];
    this.hashes = new int[slots.length];
    this.zones.forEach(zone -> put(new Place(zone.origin(), zone)));
    for (Name origin : this.notReady) {
      if (get(origin) == null) {
        put(new Place(origin, null));
      }
    }
  }

  private void put(Place place) {
    int at = slot(place.origin.hashCode());
    for (; slots[at] != null; at = next(at)) {
      if (slots[at].origin.equals(place.origin)) {
        throw new IllegalStateException("two zones " + place.origin);
      }
    }
    slots[at] = place;
    hashes[at] = place.origin.hashCode();
    mostLabels = Math.max(mostLabels, place.origin.labelCount());
  }

  /** The zone with the longest origin that {@code name} lies in, or null. */
  public @Nullable Zone find(Name name) {
    Place place = longest(name, true);
    return place == null ? null : place.zone;
  }

  /** {@link #find(Name)} without an object. */
  public @Nullable Zone find(SoughtName name) {
    return longest(name, true);
  }

  /**
   * The zone with the longest origin of all that are configured; null where that could not be
   * loaded too.
   */
  public @Nullable Zone responsible(SoughtName name) {
    return longest(name, false);
  }

  private @Nullable Zone longest(SoughtName name, boolean ready) {
    int skipped = Math.max(0, name.labels() - mostLabels);
    for (; skipped <= name.labels(); skipped++) {
      int hash = name.hash(skipped);
      for (int at = slot(hash); slots[at] != null; at = next(at)) {
        if (hashes[at] == hash
            && name.endingEquals(skipped, slots[at].lowerCase)
            && (!ready || slots[at].zone != null)) {
          return slots[at].zone;
        }
      }
    }
    return null;
  }

  /** The zone with that origin, or null. */
  public @Nullable Zone get(Name origin) {
    Place place = place(new NameEndings(origin));
    return place == null ? null : place.zone;
  }

  /** Whether {@code origin} is the apex of a zone that is served or should be. */
  public boolean has(Name origin) {
    return place(new NameEndings(origin)) != null;
  }

  /** The origin of the zone that {@code name} belongs to and that could not be loaded, or null. */
  public @Nullable Name findNotReady(Name name) {
    Place place = notReady.isEmpty() ? null : longest(name, false);
    return place == null || place.zone != null ? null : place.origin;
  }

  private @Nullable Place longest(Name name, boolean ready) {
    for (NameEndings ending = new NameEndings(name); ; ending.shorten()) {
      Place place = ending.labels() > mostLabels ? null : place(ending);
      if (place != null && (!ready || place.zone != null)) {
        return place;
      }
      if (ending.labels() == 0) {
        return null;
      }
    }
  }

  private @Nullable Place place(NameEndings ending) {
    for (int at = slot(ending.hash()); slots[at] != null; at = next(at)) {
      Name origin = slots[at].origin;
      if (origin.hashCode() == ending.hash()
          && origin.labelCount() == ending.labels()
          && ending.name().isWithin(origin)) {
        return slots[at];
      }
    }
    return null;
  }

  /** The polynomial's high bits vary least: they are folded in. */
  private int slot(int hash) {
    return (hash ^ hash >>> 15) & slots.length - 1;
  }

  private int next(int at) {
    return at + 1 & slots.length - 1;
  }

  public Collection<Zone> all() {
    return zones;
  }

  public Set<Name> notReady() {
    return notReady;
  }
}
