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
    int file = number(first.where().file());
    int type = first.type().code();
    int rrset = begin(owner, type, (int) first.ttl(), file, first.where().line());
    add(rrset, first.data());
  }

  /**
   * An RRset that the owner does not have yet, and that still has no record.
   *
   * @param file its {@link #number}
   */
  int begin(int owner, int type, int ttl, int file, int line) {
    int rrset = rows.end();
    rows.appendInt(0);
    rows.appendShort(type);
    rows.appendInt(ttl);
    rows.appendInt(0);
    rows.appendInt(file);
    rows.appendInt(line);
    link(owner, rrset);
    return rrset;
  }

  void add(int rrset, Rdata data) {
    byte[] wire = data.wire();
    add(rrset, wire, 0, wire.length);
  }

  void add(int rrset, byte[] octets, int from, int length) {
    int record = rows.end();
    int last = rows.intAt(rrset + LAST_RECORD);
    rows.appendInt(last == 0 ? record : rows.intAt(last));
    rows.appendShort(length);
    rows.append(octets, from, length);
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

  /** The first record of the RRset. */
  int firstRecord(int rrset) {
    return rows.intAt(lastRecord(rrset));
  }

  /** The last record of the RRset, behind which the first comes again. */
  int lastRecord(int rrset) {
    return rows.intAt(rrset + LAST_RECORD);
  }

  int nextRecord(int record) {
    return rows.intAt(record);
  }

  boolean isSingle(int rrset) {
    return firstRecord(rrset) == lastRecord(rrset);
  }

  int dataLength(int record) {
    return rows.shortAt(record + DATA_LENGTH);
  }

  /** The record's data to the beginning of {@code target}; returns its length. */
  int copyData(int record, byte[] target) {
    int length = dataLength(record);
    rows.copy(record + DATA, target, 0, length);
    return length;
  }

  /**
   * Whether the RRset has few records and none whose data differs from this in the case of letters
   * at most.
   */
  boolean isSurelyNew(int rrset, byte[] octets, int from, int length, int few) {
    int last = lastRecord(rrset);
    int record = last;
    int count = 0;
    do {
      record = nextRecord(record);
      if (++count >= few
          || dataLength(record) == length && rows.hasAt(record + DATA, octets, from, length)) {
        return false;
      }
    } while (record != last);
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

  /** By which the file is known here, new when it was not. */
  int number(Path file) {
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
