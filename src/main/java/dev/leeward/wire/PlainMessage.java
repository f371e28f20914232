package dev.leeward.wire;

import dev.leeward.dns.Name;
import dev.leeward.dns.RecordType;

/**
 * Writes answers to plain queries, octet for octet as {@link MessageWriter} does, record by record
 * and without an object. Where it has no room, somebody else has to begin anew: nothing is taken
 * back, and nothing is cut off. Owned by one thread, which writes one message after the other.
 */
public final class PlainMessage {
  /** Pointers reach no further (RFC 1035 section 4.1.4). */
  public static final int MOST_OCTETS = 0x3FFF;

  /** What an array must hold from where a name begins in it: any name, and what is read with it. */
  public static final int NAME_OCTETS = Name.MAX_WIRE_LENGTH + WrittenNames.SLACK;

  /** Where the data of a record would begin that has no room. */
  public static final int NO_ROOM = -1;

  private static final int QUESTION_POINTER = 0xC000 | QueryHeader.OCTETS;
  private static final int FIXED_RECORD_OCTETS = 10;
  private static final int LONGEST_DATA_WITH_NAMES = 1024;
  private static final Section[] SECTIONS = Section.values();
  private static final int DO = 0x8000;
  private static final int MOST_SETS = 64;

  private final byte[] message =
      new byte[MOST_OCTETS + NAME_OCTETS + FIXED_RECORD_OCTETS + LONGEST_DATA_WITH_NAMES];
  private final WrittenNames names = new WrittenNames(message);
  private final byte[] ownerName = new byte[NAME_OCTETS];
  private final int[] setOwners = new int[MOST_SETS];
  private final int[] setTypes = new int[MOST_SETS];
  private int sets;
  private int position;
  private int limit;
  private int owner;
  private int question;
  private boolean hasNames;
  private DataLayout layout = DataLayout.OPAQUE;
  private int dataAt;

  /**
   * Begins the answer to a query with its question.
   *
   * @param limit at most {@link #MOST_OCTETS}
   * @return false when there is no room
   */
  public boolean begin(PlainQuery query, int limit) {
    System.arraycopy(query.octets(), 0, message, 0, query.endOfQuestion());
    noRecords();
    unsigned16At(2, query.answerFlags());
    this.limit = limit;
    position = query.endOfQuestion();
    sets = 0;
    question = query.labels() - 1;
    hasNames = false;
    return position <= limit;
  }

  private void noRecords() {
    for (Section section : SECTIONS) {
      unsigned16At(section.countOffset, 0);
    }
  }

  /** Most answers need no other name than the one asked for. */
  private void readQuestion() {
    if (!hasNames) {
      hasNames = true;
      names.begin(QueryHeader.OCTETS);
    }
  }

  /** The owner of the records that follow is the name asked for. */
  public void ownedByQuestion() {
    owner = question;
  }

  /**
   * The owner of the records that follow is the uncompressed name at {@code from}.
   *
   * @param source holds {@link #NAME_OCTETS} from there
   * @return whether the message holds the name, so that its spelling does not matter
   */
  public boolean ownedBy(byte[] source, int from) {
    readQuestion();
    owner = names.find(source, from);
    if (owner != WrittenNames.ABSENT) {
      return true;
    }
    System.arraycopy(source, from, ownerName, 0, names.endOfSource() - from);
    return false;
  }

  /**
   * Whether a set of that type and of the owner of the records that follow was begun before in this
   * message.
   */
  public boolean holds(int type) {
    for (int i = 0; i < sets; i++) {
      if (setOwners[i] == owner && setTypes[i] == type) {
        return true;
      }
    }
    return false;
  }

  /**
   * Begins a record.
   *
   * @param length of its data before compression
   * @return where {@link #octets} take the data, or {@link #NO_ROOM}
   */
  public int beginRecord(int type, int ttl, int length) {
    layout = DataLayout.of(type);
    boolean isTooLong = position + length + FIXED_RECORD_OCTETS + 2 > limit;
    if (position == WrittenNames.FULL
        || position > limit
        || (layout == DataLayout.OPAQUE ? isTooLong : length > LONGEST_DATA_WITH_NAMES)) {
      return NO_ROOM;
    }
    position = writeOwner();
    if (position == WrittenNames.FULL || position > limit) {
      return NO_ROOM;
    }
    unsigned16At(position, type);
    unsigned16At(position + 2, Query.CLASS_IN);
    unsigned16At(position + 4, ttl >>> 16);
    unsigned16At(position + 6, ttl);
    dataAt = position + FIXED_RECORD_OCTETS;
    return dataAt;
  }

  private int writeOwner() {
    if (owner == question && question != WrittenNames.ROOT) {
      unsigned16At(position, QUESTION_POINTER);
      return position + 2;
    }
    if (owner != WrittenNames.ABSENT) {
      return names.pointer(owner, position);
    }
    int end = names.write(ownerName, 0, position);
    owner = names.last();
    return end;
  }

  /**
   * Ends a record whose data is in place.
   *
   * @return false when there was no room
   */
  public boolean endRecord(Section section, int length) {
    int end = layout == DataLayout.OPAQUE ? dataAt + length : compress(length);
    unsigned16At(dataAt - 2, end - dataAt);
    position = end;
    unsigned16At(section.countOffset, unsigned16From(section.countOffset) + 1);
    return end >= 0 && end <= limit;
  }

  /** Notes that a set of the last record's owner is in the message. */
  public boolean endSet(int type) {
    if (sets == MOST_SETS) {
      return false;
    }
    setOwners[sets] = owner;
    setTypes[sets++] = type;
    return true;
  }

  /** In place: what is written is never ahead of what is read. */
  private int compress(int length) {
    readQuestion();
    int from = dataAt + layout.octetsBeforeNames();
    int end = from;
    for (int name = 0; name < layout.names(); name++) {
      end = names.write(message, from, end);
      if (end == WrittenNames.FULL) {
        return end;
      }
      from = names.endOfSource();
    }
    int behind = dataAt + length - from;
    System.arraycopy(message, from, message, end, behind);
    return end + behind;
  }

  /** Takes everything behind the question out again, and sets TC. */
  public void truncate(PlainQuery query) {
    position = query.endOfQuestion();
    noRecords();
    flag(QueryHeader.TC);
  }

  public void authoritative() {
    flag(QueryHeader.AA);
  }

  /** Sets the code, one of those that need no OPT record; it was 0. */
  public void rcode(int code) {
    flag(code);
  }

  private void flag(int bits) {
    unsigned16At(2, unsigned16From(2) | bits);
  }

  /**
   * Writes the OPT record, the last, with the only option that an answer to a plain query has. It
   * may lie behind the limit.
   *
   * @param cookieLength of the first octets of {@code cookie}; 0: no option
   */
  public void opt(int udpSize, boolean dnssecOk, byte[] cookie, int cookieLength) {
    int options = cookieLength == 0 ? 0 : EdnsOption.CODE_AND_LENGTH_OCTETS + cookieLength;
    message[position] = 0;
    unsigned16At(position + 1, RecordType.OPT.code());
    unsigned16At(position + 3, udpSize);
    unsigned16At(position + 5, 0);
    unsigned16At(position + 7, dnssecOk ? DO : 0);
    unsigned16At(position + 9, options);
    position += MessageWriter.OPT_OCTETS;
    if (cookieLength > 0) {
      unsigned16At(position, EdnsOption.COOKIE);
      unsigned16At(position + 2, cookieLength);
      System.arraycopy(cookie, 0, message, position + 4, cookieLength);
      position += options;
    }
    int count = Section.ADDITIONAL.countOffset;
    unsigned16At(count, unsigned16From(count) + 1);
  }

  /** The octets that {@link #length} counts; valid until the next {@link #begin}. */
  public byte[] octets() {
    return message;
  }

  public int length() {
    return position;
  }

  private void unsigned16At(int offset, int value) {
    message[offset] = (byte) (value >> 8);
    message[offset + 1] = (byte) value;
  }

  private int unsigned16From(int offset) {
    return (message[offset] & 0xFF) << 8 | message[offset + 1] & 0xFF;
  }
}
