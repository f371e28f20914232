package dev.leeward.zone;

import dev.leeward.dns.Name;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * A hash table over the names of a zone, probed also with the endings of a name without building
 * them: their hashes come from one walk over its octets, back to front. Immutable.
 */
final class NameTable {
  /** 2^64 divided by the golden ratio: spreads the polynomial's low bits (Fibonacci hashing). */
  private static final long SPREAD = 0x9E3779B97F4A7C15L;

  private final ZoneEntry[] slots;
  private final int[] hashes;
  private final int shift;

  NameTable(Collection<ZoneEntry> entries) {
    int bits = Math.max(2, 64 - Long.numberOfLeadingZeros(entries.size() * 2L - 1));
    slots = new ZoneEntry[1 << bits];
    hashes = new int[1 << bits];
    shift = 64 - bits;
    entries.forEach(this::put);
  }

  private void put(ZoneEntry entry) {
    int hash = entry.name().hashCode();
    int at = slot(hash);
    while (slots[at] != null) {
      at = (at + 1) & (slots.length - 1);
    }
    slots[at] = entry;
    hashes[at] = hash;
  }

  @Nullable ZoneEntry get(Name name) {
    return find(name, name.labelCount(), name.hashCode());
  }

  /**
   * The entry with the most labels that {@code name} is at or below (RFC 4592 section 3.3.1).
   *
   * @param name at or below the zone's origin, which must be in the table
   */
  ZoneEntry closestEncloser(Name name) {
    int[] endings = hashesOfEndings(name, labelStarts(name));
    for (int skipped = 0; skipped <= name.labelCount(); skipped++) {
      ZoneEntry entry = find(name, name.labelCount() - skipped, endings[skipped]);
      if (entry != null) {
        return entry;
      }
    }
    throw new IllegalArgumentException(name + " is not in this zone");
  }

  private static int[] labelStarts(Name name) {
    int[] starts = new int[name.labelCount() + 1];
    for (int label = 0; label < name.labelCount(); label++) {
      starts[label + 1] = starts[label] + name.octetAt(starts[label]) + 1;
    }
    return starts;
  }

  private @Nullable ZoneEntry find(Name name, int labels, int hash) {
    for (int at = slot(hash); slots[at] != null; at = (at + 1) & (slots.length - 1)) {
      if (hashes[at] == hash
          && slots[at].name().labelCount() == labels
          && name.isWithin(slots[at].name())) {
        return slots[at];
      }
    }
    return null;
  }

  private int slot(int hash) {
    return (int) ((hash * SPREAD) >>> shift);
  }

  /** As {@link Name#hashCode} defines it: each octet counts 31 to the power of those behind it. */
  private static int[] hashesOfEndings(Name name, int[] starts) {
    int[] endings = new int[starts.length];
    int hash = 0;
    int power = 1;
    int label = starts.length - 1;
    for (int at = name.wireLength() - 1; at >= 0; at--) {
      hash += lower(name.octetAt(at)) * power;
      power *= 31;
      if (at == starts[label]) {
        endings[label--] = hash;
      }
    }
    return endings;
  }

  /** RFC 4343; a length octet is at most 63 and stays as it is. */
  private static int lower(byte octet) {
    return octet >= 'A' && octet <= 'Z' ? octet + 32 : octet;
  }
}
