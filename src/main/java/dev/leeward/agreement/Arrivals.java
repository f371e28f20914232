package dev.leeward.agreement;

import java.util.HashSet;
import java.util.Set;

/**
 * Room for overrides of regions and services that this configuration does not have. A peer whose
 * configuration is newer may know them, so some are taken; without a bound a single voter could
 * sign a ledger larger than the link carries. Owned by one look at what arrived.
 */
public final class Arrivals {
  /** More than operators force between two reloads; of the largest entries about 2 MiB. */
  static final int MOST_UNKNOWN = 128;

  private final Places places;
  private final Hearsay hearsay;
  private final Set<String> unknown = new HashSet<>();

  Arrivals(Places places, Ledger ledger, Hearsay hearsay) {
    this.places = places;
    this.hearsay = hearsay;
    for (LedgerEntry entry : ledger.entries()) {
      if (entry instanceof LedgerEntry.Overridden overridden
          && !places.hasAllOf(overridden.override())) {
        unknown.add(entry.key());
      }
    }
  }

  Hearsay hearsay() {
    return hearsay;
  }

  /** Takes its place, if there is one; an entry that replaces another needs none. */
  boolean take(LedgerEntry.Overridden entry) {
    if (places.hasAllOf(entry.override()) || unknown.contains(entry.key())) {
      return true;
    }
    return unknown.size() < MOST_UNKNOWN && unknown.add(entry.key());
  }
}
