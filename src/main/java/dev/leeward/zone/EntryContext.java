package dev.leeward.zone;

import dev.leeward.dns.Name;

/**
 * What a plain entry takes from what stands before it, other than an owner. Immutable; the same one
 * for as long as nothing changes it.
 *
 * @param defaultTtl in seconds, as $TTL said; -1 when it did not
 * @param originPower 31 to the number of the origin's octets, for hashes of names below it
 */
record EntryContext(Name origin, long defaultTtl, int originPower) {
  EntryContext(Name origin, long defaultTtl) {
    this(origin, defaultTtl, NameEndings.powerOf31(origin.wireLength()));
  }
}
