package dev.leeward.zone;

import dev.leeward.dns.Name;
import dev.leeward.dns.RRset;
import dev.leeward.dns.RecordType;
import dev.leeward.zone.ZoneData.PlacedRRset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Works out what RFC 1034 section 4.3.2 needs to know of each name and packs it with its records.
 * Owned by one call.
 */
final class ZoneCompiler {
  private final ZoneData data;
  private final NameIndex names;
  private final OctetStore rows = new OctetStore();
  private final int[] offsets;
  private final ContentDigest content = new ContentDigest();
  private final Map<Integer, Integer> steeredIndexes = new HashMap<>();

  /** Numbers of wildcards by those of the names that they stand directly below. */
  private final Map<Integer, Integer> wildcards = new HashMap<>();

  private ZoneCompiler(ZoneData data) {
    this.data = data;
    this.names = data.index();
    this.offsets = new int[names.size()];
  }

  /**
   * @throws IllegalArgumentException when the zone has no SOA
   */
  static Zone compile(ZoneData data, SteeredNames steered) {
    return new ZoneCompiler(data).run(steered);
  }

  private Zone run(SteeredNames steered) {
    RRset soa = data.rrset(data.origin(), RecordType.SOA);
    if (soa == null) {
      throw new IllegalArgumentException(data.origin() + " has no SOA");
    }
    for (Name name : steered.names()) {
      steeredIndexes.put(names.find(name), steered.indexOf(name));
    }
    for (int number = 0; number < offsets.length; number++) {
      if (names.isWildcard(number)) {
        NameEndings ending = new NameEndings(names.name(number));
        ending.shorten();
        wildcards.put(names.find(ending), number);
      }
    }
    for (int number = 0; number < offsets.length; number++) {
      offsets[number] = rows.end();
      pack(number, data.at(number).stream().map(PlacedRRset::rrset).toList());
    }
    rows.trim();
    return new CompiledZone(soa, names, new PackedEntries(offsets, rows), content);
  }

  private void pack(int number, List<RRset> rrsets) {
    int barrier = data.highestBarrierAbove(number);
    int flags = data.isZoneCut(number) ? PackedEntries.ZONE_CUT : 0;
    flags |= rrsets.isEmpty() ? 0 : PackedEntries.HAS_RECORDS;
    flags |= rrsets.stream().anyMatch(ZoneCompiler::redirects) ? PackedEntries.REDIRECTS : 0;
    flags |= barrier < 0 ? 0 : PackedEntries.COVERED;
    flags |= wildcards.containsKey(number) ? PackedEntries.HAS_WILDCARD : 0;
    flags |= steeredIndexes.containsKey(number) ? PackedEntries.STEERED : 0;
    rows.append(flags);
    if (barrier >= 0) {
      rows.appendInt(barrier);
    }
    appendIfAny(wildcards.get(number));
    appendIfAny(steeredIndexes.get(number));
    List<RRset> inOrder = new ArrayList<>(rrsets);
    inOrder.sort((one, other) -> one.type().compareTo(other.type()));
    inOrder.forEach(this::pack);
  }

  private void appendIfAny(@Nullable Integer field) {
    if (field != null) {
      rows.appendInt(field);
    }
  }

  private static boolean redirects(RRset rrset) {
    return rrset.type().equals(RecordType.DNAME);
  }

  private void pack(RRset rrset) {
    content.add(rrset);
    PackedRRsets.append(rows, rrset);
  }
}
