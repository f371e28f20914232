package dev.leeward.zone;

import dev.leeward.dns.Name;
import dev.leeward.dns.RRset;
import dev.leeward.dns.Rdata;
import dev.leeward.dns.RecordType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What each name of a zone has, by its number in the {@link NameIndex}, in octets: flags, the
 * numbers that they announce, then its RRsets in the order of types (type, octets to skip, TTL,
 * then length and data of each record). Immutable.
 */
final class PackedEntries {
  /** A zone cut or a DNAME stands above: {@link #barrier}. */
  static final int COVERED = 1;

  /** {@code *} directly below exists: {@link #wildcard}. */
  static final int HAS_WILDCARD = 2;

  /** A service steers it: {@link #steeredIndex}. */
  static final int STEERED = 4;

  static final int ZONE_CUT = 8;
  static final int REDIRECTS = 16;
  static final int HAS_RECORDS = 32;

  static final PackedEntries EMPTY = new PackedEntries(new int[1], OctetStore.EMPTY);

  private final int[] offsets;
  private final OctetStore rows;

  PackedEntries(int[] offsets, OctetStore rows) {
    this.offsets = offsets;
    this.rows = rows;
  }

  int size() {
    return offsets.length;
  }

  int flags(int number) {
    return rows.octet(offsets[number]);
  }

  /** The number of the name of the zone cut or DNAME. */
  int barrier(int number) {
    return field(number, COVERED);
  }

  /** The number of the wildcard. */
  int wildcard(int number) {
    return field(number, HAS_WILDCARD);
  }

  int steeredIndex(int number) {
    return (flags(number) & STEERED) == 0 ? -1 : field(number, STEERED);
  }

  private int field(int number, int flag) {
    int before = Integer.bitCount(flags(number) & flag - 1);
    return rows.intAt(offsets[number] + 1 + Integer.BYTES * before);
  }

  boolean find(int number, int type, RRsetView view) {
    return view.find(rows, firstRRset(number), end(number), type);
  }

  @Nullable RRset rrset(int number, Name owner, RecordType type) {
    OctetReader row = rrsets(number);
    int end = end(number);
    while (row.at() != end) {
      int code = row.readVarint();
      int length = row.readVarint();
      if (code == type.code()) {
        return rrset(owner, type, row, length);
      }
      row.skip(length);
    }
    return null;
  }

  List<RRset> rrsets(int number, Name owner) {
    List<RRset> all = new ArrayList<>(2);
    OctetReader row = rrsets(number);
    int end = end(number);
    while (row.at() != end) {
      RecordType type = new RecordType(row.readVarint());
      int length = row.readVarint();
      all.add(rrset(owner, type, row, length));
    }
    return all;
  }

  /** At the first RRset. */
  OctetReader rrsets(int number) {
    return new OctetReader(rows, firstRRset(number));
  }

  private int firstRRset(int number) {
    int fields = Integer.bitCount(flags(number) & (COVERED | HAS_WILDCARD | STEERED));
    return offsets[number] + 1 + Integer.BYTES * fields;
  }

  /** Where its last RRset ends. */
  int end(int number) {
    return number + 1 == offsets.length ? rows.end() : offsets[number + 1];
  }

  private static RRset rrset(Name owner, RecordType type, OctetReader row, int length) {
    int end = row.at() + length;
    int ttl = row.readVarint();
    Rdata first = data(row);
    if (row.at() == end) {
      return new RRset(owner, type, ttl, List.of(first));
    }
    List<Rdata> records = new ArrayList<>();
    records.add(first);
    while (row.at() != end) {
      records.add(data(row));
    }
    return new RRset(owner, type, ttl, records);
  }

  private static Rdata data(OctetReader row) {
    return new Rdata(row.octets(row.readVarint()));
  }
}
