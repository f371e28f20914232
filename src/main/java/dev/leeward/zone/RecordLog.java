package dev.leeward.zone;

import dev.leeward.dns.Name;
import dev.leeward.dns.RRset;
import dev.leeward.dns.Rdata;
import dev.leeward.dns.RecordType;
import dev.leeward.zone.ZoneData.PlacedRRset;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * Records by owner and type in the order of the file, in octets that only grow: rows of an RRset
 * (the owner's next RRset, type, TTL, last record, file, line) and of a record (the next one, round
 * to the first; its data). Owned by the thread that reads the zone until {@link #trim}; never
 * changed from then on.
 *
 * <p>Owners are numbers of a {@link NameIndex}, RRsets and records the offsets of their rows; 0 is
 * none.
 */
final class RecordLog {
  private static final int TYPE = 4;
  private static final int TTL = 6;
  private static final int LAST_RECORD = 10;
  private static final int FILE = 14;
  private static final int LINE = 18;
  private static final int DATA_LENGTH = 4;
  private static final int DATA = 6;

  private final OctetStore rows = new OctetStore();
  private final List<Path> files = new ArrayList<>();
  private int[] firstRRsets = new int[4];

  RecordLog() {
    rows.append(0);
  }

  int firstRRset(int owner) {
    return owner < firstRRsets.length ? firstRRsets[owner] : 0;
  }

  int nextRRset(int rrset) {
    return rows.intAt(rrset);
  }

  int rrset(int owner, int type) {
    int rrset = firstRRset(owner);
    while (rrset != 0 && type(rrset) != type) {
      rrset = nextRRset(rrset);
    }
    return rrset;
  }

  int type(int rrset) {
    return rows.shortAt(rrset + TYPE);
  }

  int ttl(int rrset) {
    return rows.intAt(rrset + TTL);
  }

  void lowerTtl(int rrset, int ttl) {
    rows.putInt(rrset + TTL, Math.min(ttl, ttl(rrset)));
  }

  FileLine where(int rrset) {
    return new FileLine(files.get(rows.intAt(rrset + FILE)), rows.intAt(rrset + LINE));
  }

  /** An RRset that the owner does not have yet. */
  void begin(int owner, ParsedRecord first) {
    int rrset = rows.end();
    rows.appendInt(0);
    rows.appendShort(first.type().code());
    rows.appendInt((int) first.ttl());
    rows.appendInt(0);
    rows.appendInt(number(first.where().file()));
    rows.appendInt(first.where().line());
    link(owner, rrset);
    add(rrset, first.data());
  }

  void add(int rrset, Rdata data) {
    int record = rows.end();
    int last = rows.intAt(rrset + LAST_RECORD);
    rows.appendInt(last == 0 ? record : rows.intAt(last));
    rows.appendShort(data.length());
    rows.append(data.wire());
    if (last != 0) {
      rows.putInt(last, record);
    }
    rows.putInt(rrset + LAST_RECORD, record);
  }

  List<Rdata> records(int rrset) {
    int last = rows.intAt(rrset + LAST_RECORD);
    int record = rows.intAt(last);
    if (record == last) {
      return List.of(data(record));
    }
    List<Rdata> records = new ArrayList<>();
    for (; record != last; record = rows.intAt(record)) {
      records.add(data(record));
    }
    records.add(data(last));
    return records;
  }

  private Rdata data(int record) {
    return new Rdata(rows.copy(record + DATA, rows.shortAt(record + DATA_LENGTH)));
  }

  /** Whether each RRset of the owner is of these types, one record and of no extreme TTL. */
  boolean hasOnlySinglesOf(int owner, Set<Integer> types) {
    for (int each = firstRRset(owner); each != 0; each = nextRRset(each)) {
      int last = rows.intAt(each + LAST_RECORD);
      if (rows.intAt(last) != last
          || ttl(each) == Integer.MAX_VALUE
          || !types.contains(type(each))) {
        return false;
      }
    }
    return true;
  }

  RRset rrset(int rrset, Name owner) {
    return new RRset(owner, new RecordType(type(rrset)), ttl(rrset), records(rrset));
  }

  List<PlacedRRset> rrsets(int ownerNumber, Name owner) {
    List<PlacedRRset> all = new ArrayList<>(2);
    for (int each = firstRRset(ownerNumber); each != 0; each = nextRRset(each)) {
      all.add(new PlacedRRset(rrset(each, owner), where(each)));
    }
    return all;
  }

  void trim() {
    rows.trim();
  }

  private void link(int owner, int rrset) {
    if (owner >= firstRRsets.length) {
      firstRRsets = Arrays.copyOf(firstRRsets, Math.max(owner + 1, 2 * firstRRsets.length));
    }
    if (firstRRsets[owner] == 0) {
      firstRRsets[owner] = rrset;
      return;
    }
    int last = firstRRsets[owner];
    while (nextRRset(last) != 0) {
      last = nextRRset(last);
    }
    rows.putInt(last, rrset);
  }

  private int number(Path file) {
    int last = files.size() - 1;
    if (last >= 0 && files.get(last) == file) {
      return last;
    }
    int known = files.indexOf(file);
    if (known >= 0) {
      return known;
    }
    files.add(file);
    return files.size() - 1;
  }
}
