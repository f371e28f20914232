package dev.leeward.zone;

import dev.leeward.dns.Name;
import dev.leeward.dns.Rdata;
import dev.leeward.dns.RecordType;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Entries one after another as {@link RunReader} read them: the plain ones' records in octets and
 * numbers, of the others only where they stand. Owned by whoever reads or takes it, one at a time.
 */
final class PlainRun {
  private static final int FIELDS = 9;
  private static final int START = 0;
  private static final int LINE = 1;
  private static final int OWNER = 2;
  private static final int OWNER_LENGTH = 3;
  private static final int HASH = 4;
  private static final int TYPE = 5;
  private static final int TTL = 6;
  private static final int DATA = 7;
  private static final int DATA_LENGTH = 8;

  /** In place of a type: an entry that is not plain. */
  private static final int NOT_PLAIN = -1;

  /** In place of an offset: the owner is that of the record before. */
  private static final int SAME_OWNER = -1;

  private @Nullable EntryContext context;
  private int[] fields = new int[FIELDS * 8];
  private byte[] octets = new byte[256];
  private int size;
  private int octetsUsed;
  private int end;
  private int lines;

  /** Empties it: what follows holds under this context. */
  void begin(EntryContext under) {
    context = under;
    size = 0;
    octetsUsed = 0;
  }

  /**
   * @param at where in the text the first entry begins that was not read
   * @param linesBefore those before it in the run
   */
  void end(int at, int linesBefore) {
    end = at;
    lines = linesBefore;
  }

  /** What was read is of no use. */
  void forget() {
    context = null;
  }

  boolean wasReadUnder(EntryContext other) {
    return context == other;
  }

  int size() {
    return size;
  }

  int end() {
    return end;
  }

  int lines() {
    return lines;
  }

  /** A buffer with room for {@code count} more octets from {@link #octetsUsed} on. */
  byte[] room(int count) {
    if (octets.length - octetsUsed < count) {
      octets = Arrays.copyOf(octets, Math.max(2 * octets.length, octetsUsed + count));
    }
    return octets;
  }

  int octetsUsed() {
    return octetsUsed;
  }

  void addOther(int start, int line) {
    int at = next(start, line);
    fields[at + TYPE] = NOT_PLAIN;
  }

  /** A record whose data lies from {@code data} to {@code end} in {@link #octets}. */
  void add(int start, int line, int type, int ttl, int data, int dataEnd) {
    int at = next(start, line);
    fields[at + OWNER] = SAME_OWNER;
    fields[at + TYPE] = type;
    fields[at + TTL] = ttl;
    fields[at + DATA] = data;
    fields[at + DATA_LENGTH] = dataEnd - data;
    octetsUsed = dataEnd;
  }

  /** The owner of the record that was added last. */
  void setOwner(int owner, int length, int hash) {
    int at = FIELDS * (size - 1);
    fields[at + OWNER] = owner;
    fields[at + OWNER_LENGTH] = length;
    fields[at + HASH] = hash;
  }

  private int next(int start, int line) {
    int at = FIELDS * size++;
    if (at == fields.length) {
      fields = Arrays.copyOf(fields, 2 * at);
    }
    fields[at + START] = start;
    fields[at + LINE] = line;
    return at;
  }

  /** Where in the text the entry begins. */
  int start(int item) {
    return fields[FIELDS * item + START];
  }

  /** Lines of the run before the entry's first. */
  int line(int item) {
    return fields[FIELDS * item + LINE];
  }

  boolean isPlain(int item) {
    return fields[FIELDS * item + TYPE] != NOT_PLAIN;
  }

  /** Whether it stands there, or is that of the record before. */
  boolean hasOwner(int item) {
    return fields[FIELDS * item + OWNER] != SAME_OWNER;
  }

  int owner(int item) {
    return fields[FIELDS * item + OWNER];
  }

  int ownerLength(int item) {
    return fields[FIELDS * item + OWNER_LENGTH];
  }

  int ownerHash(int item) {
    return fields[FIELDS * item + HASH];
  }

  Name ownerName(int item) {
    return Name.ofWire(octets, owner(item));
  }

  int type(int item) {
    return fields[FIELDS * item + TYPE];
  }

  int ttl(int item) {
    return fields[FIELDS * item + TTL];
  }

  byte[] octets() {
    return octets;
  }

  int data(int item) {
    return fields[FIELDS * item + DATA];
  }

  int dataLength(int item) {
    return fields[FIELDS * item + DATA_LENGTH];
  }

  ParsedRecord record(int item, Name ownerName, FileLine where) {
    Rdata rdata = new Rdata(Arrays.copyOfRange(octets, data(item), data(item) + dataLength(item)));
    return new ParsedRecord(ownerName, new RecordType(type(item)), ttl(item), rdata, where);
  }
}
