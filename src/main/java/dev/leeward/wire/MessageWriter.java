package dev.leeward.wire;

import dev.leeward.dns.Name;
import dev.leeward.dns.RRset;
import dev.leeward.dns.Rcode;
import dev.leeward.dns.Rdata;
import dev.leeward.dns.RecordType;
import java.util.Arrays;
import java.util.List;

/**
 * Writes one message after the other into the same octets, never beyond the limit of each: an RRset
 * is written whole or not at all (RFC 2181 section 9). Names are compressed, in record data only
 * for the types of RFC 1035 (RFC 3597 section 4). Owned by one thread.
 */
public final class MessageWriter {
  /** Root, type, class, TTL and length of an OPT record without options. */
  public static final int OPT_OCTETS = 11;

  private static final int MOST_OCTETS = 0xFFFF;
  private static final int FIXED_RECORD_OCTETS = 10;
  private static final int LONGEST_DATA_WITH_NAMES = 2 * Name.MAX_WIRE_LENGTH + 20;
  private static final int DO = 0x8000;

  private final byte[] message = new byte[MOST_OCTETS];
  private final byte[] scratch = new byte[LONGEST_DATA_WITH_NAMES];
  private final NameCompressor names = new NameCompressor(message);
  private int position;
  private int limit;
  private int recordClass;

  /** Begins a message of at most {@code limit} octets, 12 to 65535. */
  public void begin(int limit) {
    names.forgetFrom(0);
    Arrays.fill(message, 0, QueryHeader.OCTETS, (byte) 0);
    position = QueryHeader.OCTETS;
    this.limit = limit;
    recordClass = Query.CLASS_IN;
  }

  /**
   * Repeats the question; records that follow are of its class, or IN where it asks for any. The
   * limit has room for it.
   */
  public void question(Question question) {
    question.name().copyTo(scratch, 0);
    position = names.write(scratch, 0, position, limit);
    unsigned16(question.type().code());
    unsigned16(question.recordClass());
    boolean isAny = question.recordClass() == Query.CLASS_ANY;
    recordClass = isAny ? Query.CLASS_IN : question.recordClass();
    unsigned16At(4, 1);
  }

  /** Keeps octets at the end free for what is written later. */
  public void reserve(int octets) {
    limit -= octets;
  }

  public void release(int octets) {
    limit += octets;
  }

  /** How much more may be written. */
  public int room() {
    return limit - position;
  }

  public boolean hasRoomFor(int octets) {
    return position + octets <= limit;
  }

  /** Writes all records of the set; false, with nothing written, when they do not fit. */
  public boolean write(Section section, RRset set) {
    int before = position;
    for (Rdata data : set.records()) {
      if (!record(set, data)) {
        names.forgetFrom(before);
        position = before;
        return false;
      }
    }
    int count = unsigned16From(section.countOffset) + set.records().size();
    unsigned16At(section.countOffset, count);
    return true;
  }

  /**
   * Writes the OPT record (RFC 6891 section 6.1.3) with the upper bits of {@code rcode}; the limit
   * has room for it.
   */
  public void opt(int udpSize, Rcode rcode, boolean dnssecOk, List<EdnsOption> options) {
    message[position++] = 0;
    unsigned16(RecordType.OPT.code());
    unsigned16(udpSize);
    unsigned16(rcode.code() >> 4 << 8);
    unsigned16(dnssecOk ? DO : 0);
    int lengthAt = position;
    position += 2;
    for (EdnsOption option : options) {
      unsigned16(option.code());
      unsigned16(option.length());
      option.copyTo(message, position);
      position += option.length();
    }
    unsigned16At(lengthAt, position - lengthAt - 2);
    oneMoreAdditional();
  }

  /**
   * Writes an unsigned TSIG record that says what is wrong with the query's (RFC 8945 section
   * 5.3.2); the limit has room for it and nothing may follow.
   */
  public void tsig(Tsig tsig, int error) {
    position = uncompressed(tsig.key(), position);
    unsigned16(Tsig.TYPE);
    unsigned16(Query.CLASS_ANY);
    unsigned16(0);
    unsigned16(0);
    unsigned16(tsig.algorithm().wireLength() + Tsig.OCTETS_BEFORE_MAC + Tsig.OCTETS_AFTER_MAC);
    position = uncompressed(tsig.algorithm(), position);
    unsigned16((int) (tsig.timeSigned() >> 32));
    unsigned16((int) (tsig.timeSigned() >> 16));
    unsigned16((int) tsig.timeSigned());
    unsigned16(tsig.fudge());
    unsigned16(0);
    unsigned16(tsig.originalId());
    unsigned16(error);
    unsigned16(0);
    oneMoreAdditional();
  }

  private int uncompressed(Name name, int at) {
    name.copyTo(message, at);
    return at + name.wireLength();
  }

  private void oneMoreAdditional() {
    unsigned16At(
        Section.ADDITIONAL.countOffset, unsigned16From(Section.ADDITIONAL.countOffset) + 1);
  }

  /** Writes the header. */
  public void finish(QueryHeader header, Rcode rcode, boolean authoritative, boolean truncated) {
    unsigned16At(0, header.id());
    int flags = header.answerFlags() | rcode.code() & 0xF;
    flags |= authoritative ? QueryHeader.AA : 0;
    flags |= truncated ? QueryHeader.TC : 0;
    unsigned16At(2, flags);
  }

  /** The octets that {@link #length} counts; valid until the next {@link #begin}. */
  public byte[] message() {
    return message;
  }

  public int length() {
    return position;
  }

  private boolean record(RRset set, Rdata data) {
    set.owner().copyTo(scratch, 0);
    int fixed = names.write(scratch, 0, position, limit);
    if (fixed == NameCompressor.DOES_NOT_FIT || fixed + FIXED_RECORD_OCTETS > limit) {
      return false;
    }
    position = fixed;
    unsigned16(set.type().code());
    unsigned16(recordClass);
    unsigned16((int) (set.ttl() >> 16));
    unsigned16((int) set.ttl());
    int dataAt = position + 2;
    int end = data(set.type(), data, dataAt);
    if (end == NameCompressor.DOES_NOT_FIT) {
      return false;
    }
    unsigned16At(position, end - dataAt);
    position = end;
    return true;
  }

  /** Writes record data at {@code at}; the position behind it, or that it does not fit. */
  private int data(RecordType type, Rdata data, int at) {
    DataLayout layout = DataLayout.of(type);
    if (layout == DataLayout.OPAQUE || data.length() > scratch.length) {
      int end = at + data.length();
      if (end > limit) {
        return NameCompressor.DOES_NOT_FIT;
      }
      data.copyTo(message, at);
      return end;
    }
    data.copyTo(scratch, 0);
    int from = layout.octetsBeforeNames();
    int end = verbatim(0, from, at);
    for (int name = 0; name < layout.names() && end != NameCompressor.DOES_NOT_FIT; name++) {
      end = names.write(scratch, from, end, limit);
      from = endOfName(from);
    }
    return end == NameCompressor.DOES_NOT_FIT ? end : verbatim(from, data.length(), end);
  }

  private int verbatim(int from, int end, int at) {
    if (at + end - from > limit) {
      return NameCompressor.DOES_NOT_FIT;
    }
    System.arraycopy(scratch, from, message, at, end - from);
    return at + end - from;
  }

  private int endOfName(int from) {
    int at = from;
    while (scratch[at] != 0) {
      at += scratch[at] + 1;
    }
    return at + 1;
  }

  private void unsigned16(int value) {
    unsigned16At(position, value);
    position += 2;
  }

  private void unsigned16At(int offset, int value) {
    message[offset] = (byte) (value >> 8);
    message[offset + 1] = (byte) value;
  }

  private int unsigned16From(int offset) {
    return (message[offset] & 0xFF) << 8 | message[offset + 1] & 0xFF;
  }
}
