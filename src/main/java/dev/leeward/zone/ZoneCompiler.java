package dev.leeward.zone;

import dev.leeward.dns.Name;
import dev.leeward.dns.RRset;
import dev.leeward.dns.RecordType;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Works out what RFC 1034 section 4.3.2 needs to know of each name and packs it with its records,
 * from octets to octets. Owned by one call.
 */
final class ZoneCompiler {
  private static final int DNAME = RecordType.DNAME.code();

  private final ZoneData data;
  private final NameIndex names;
  private final RecordLog log;
  private final OctetStore rows = new OctetStore();
  private final int[] offsets;
  private final ContentDigest content = new ContentDigest();
  private final Map<Integer, Integer> steeredIndexes = new HashMap<>();

  /** Numbers of wildcards by those of the names that they stand directly below. */
  private final Map<Integer, Integer> wildcards = new HashMap<>();

  /** The RRsets of one name, in the order of types. */
  private int[] rrsets = new int[8];

  private final byte[] owner = new byte[Name.MAX_WIRE_LENGTH];
  private byte[] record = new byte[512];

  private ZoneCompiler(ZoneData data) {
    this.data = data;
    this.names = data.index();
    this.log = data.log();
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
      pack(number);
    }
    rows.trim();
    return new CompiledZone(soa, names, new PackedEntries(offsets, rows), content);
  }

  private void pack(int number) {
    int count = sortRRsets(number);
    int barrier = data.highestBarrierAbove(number);
    Integer wildcard = wildcards.isEmpty() ? null : wildcards.get(number);
    Integer steered = steeredIndexes.isEmpty() ? null : steeredIndexes.get(number);
    int flags = data.isZoneCut(number) ? PackedEntries.ZONE_CUT : 0;
    flags |= count == 0 ? 0 : PackedEntries.HAS_RECORDS;
    flags |= log.rrset(number, DNAME) == 0 ? 0 : PackedEntries.REDIRECTS;
    flags |= barrier < 0 ? 0 : PackedEntries.COVERED;
    flags |= wildcard == null ? 0 : PackedEntries.HAS_WILDCARD;
    flags |= steered == null ? 0 : PackedEntries.STEERED;
    rows.append(flags);
    if (barrier >= 0) {
      rows.appendInt(barrier);
    }
    appendIfAny(wildcard);
    appendIfAny(steered);
    content.begin(owner, names.copyName(number, owner));
    for (int i = 0; i < count; i++) {
      packRRset(rrsets[i]);
    }
  }

  private void appendIfAny(@Nullable Integer field) {
    if (field != null) {
      rows.appendInt(field);
    }
  }

  /** How many there are. */
  private int sortRRsets(int number) {
    int count = 0;
    for (int each = log.firstRRset(number); each != 0; each = log.nextRRset(each)) {
      if (count == rrsets.length) {
        rrsets = Arrays.copyOf(rrsets, 2 * count);
      }
      int at = count++;
      for (; at > 0 && log.type(rrsets[at - 1]) > log.type(each); at--) {
        rrsets[at] = rrsets[at - 1];
      }
      rrsets[at] = each;
    }
    return count;
  }

  private void packRRset(int rrset) {
    int ttl = log.ttl(rrset);
    int last = log.lastRecord(rrset);
    int length = OctetStore.varintLength(ttl) + packedLength(last);
    for (int each = log.nextRecord(last); each != last; each = log.nextRecord(each)) {
      length += packedLength(each);
    }
    content.beginRRset(log.type(rrset), ttl);
    rows.appendVarint(log.type(rrset));
    rows.appendVarint(length);
    rows.appendVarint(ttl);
    int each = last;
    do {
      each = log.nextRecord(each);
      packRecord(each);
    } while (each != last);
  }

  private int packedLength(int logged) {
    int length = log.dataLength(logged);
    return OctetStore.varintLength(length) + length;
  }

  private void packRecord(int logged) {
    int length = log.dataLength(logged);
    if (length > record.length) {
      record = new byte[Math.max(length, 2 * record.length)];
    }
    log.copyData(logged, record);
    content.add(record, length);
    rows.appendVarint(length);
    rows.append(record, 0, length);
  }
}
