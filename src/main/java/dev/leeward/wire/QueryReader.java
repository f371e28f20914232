package dev.leeward.wire;

import dev.leeward.dns.Name;
import dev.leeward.dns.RecordType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Bytes to a query. Never throws and never reads an octet twice, so that its work is bounded by the
 * packet's length: compression pointers are refused in the question, where they could only point
 * into the header, and stepped over elsewhere. Owned by one call.
 */
public final class QueryReader {
  private static final int CUT_OFF = -1;
  private static final int FIXED_RECORD_OCTETS = 10;
  private static final int DO = 0x8000;

  private final byte[] message;
  private final int length;
  private int at = QueryHeader.OCTETS;
  private @Nullable Question question;
  private @Nullable Edns edns;
  private @Nullable Tsig tsig;

  private QueryReader(byte[] message, int length) {
    this.message = message;
    this.length = length;
  }

  /**
   * @param length how many octets of {@code message} were received
   */
  public static Reading read(byte[] message, int length) {
    QueryHeader header = header(message, length);
    if (header == null) {
      return new Reading.Ignored();
    }
    return Opcode.isRead(header.opcode())
        ? new QueryReader(message, length).query(header)
        : new Reading.Unsupported(header);
  }

  /** The header alone; null for what is to be ignored. */
  public static @Nullable QueryHeader header(byte[] message, int length) {
    if (length < QueryHeader.OCTETS) {
      return null;
    }
    QueryReader reader = new QueryReader(message, length);
    int flags = reader.unsigned16(2);
    return (flags & QueryHeader.QR) != 0 ? null : QueryHeader.of(reader.unsigned16(0), flags);
  }

  private Reading query(QueryHeader header) {
    int questions = unsigned16(4);
    boolean isWhole =
        questions <= 1
            && (questions == 0 || readQuestion())
            && hasOnlyWhatItMayHave(header)
            && readRecords();
    if (!isWhole) {
      return new Reading.Malformed(header, question, edns);
    }
    return question == null
        ? new Reading.Questionless(header, edns)
        : new Query(header, question, edns, tsig);
  }

  /** A QUERY has no records but an IXFR's SOA (RFC 1995 section 3). */
  private boolean hasOnlyWhatItMayHave(QueryHeader header) {
    if (header.opcode() != Opcode.QUERY) {
      return true;
    }
    boolean isIxfr = question != null && question.type().equals(RecordType.IXFR);
    return unsigned16(6) == 0 && (unsigned16(8) == 0 || isIxfr);
  }

  private boolean readQuestion() {
    int endOfName = endOfName(at, false);
    if (endOfName == CUT_OFF || endOfName - at > Name.MAX_WIRE_LENGTH || endOfName + 4 > length) {
      return false;
    }
    question =
        new Question(
            Name.ofWire(message, at),
            new RecordType(unsigned16(endOfName)),
            unsigned16(endOfName + 2));
    at = endOfName + 4;
    return true;
  }

  private boolean readRecords() {
    return skipRecords(unsigned16(6) + unsigned16(8))
        && readAdditional(unsigned16(10))
        && at == length;
  }

  private boolean skipRecords(int count) {
    for (int i = 0; i < count; i++) {
      int fixed = endOfName(at, true);
      if (fixed == CUT_OFF || !skipData(fixed)) {
        return false;
      }
      int type = unsigned16(fixed);
      if (type == RecordType.OPT.code() || type == Tsig.TYPE) {
        return false;
      }
    }
    return true;
  }

  private boolean readAdditional(int count) {
    for (int i = 0; i < count; i++) {
      int owner = at;
      int fixed = endOfName(at, true);
      if (fixed == CUT_OFF || !skipData(fixed)) {
        return false;
      }
      int type = unsigned16(fixed);
      if (type == RecordType.OPT.code() && !readOpt(owner, fixed)) {
        return false;
      }
      if (type == Tsig.TYPE && (i < count - 1 || !readTsig(owner, fixed))) {
        return false;
      }
    }
    return true;
  }

  private boolean skipData(int fixed) {
    if (fixed + FIXED_RECORD_OCTETS > length) {
      return false;
    }
    at = fixed + FIXED_RECORD_OCTETS + unsigned16(fixed + 8);
    return at <= length;
  }

  /** One OPT record at most, and owned by the root (RFC 6891 sections 6.1.1 and 6.1.2). */
  private boolean readOpt(int owner, int fixed) {
    if (edns != null || message[owner] != 0) {
      return false;
    }
    List<EdnsOption> options = options(fixed + FIXED_RECORD_OCTETS, at);
    if (options == null) {
      return false;
    }
    int version = message[fixed + 5] & 0xFF;
    edns = new Edns(unsigned16(fixed + 2), version, (unsigned16(fixed + 6) & DO) != 0, options);
    return true;
  }

  /** The last record, class ANY, its names uncompressed (RFC 8945 sections 4.2 and 5.2). */
  private boolean readTsig(int owner, int fixed) {
    int algorithm = fixed + FIXED_RECORD_OCTETS;
    int endOfAlgorithm = endOfName(algorithm, false);
    int macAt = endOfAlgorithm + Tsig.OCTETS_BEFORE_MAC;
    boolean isReadable =
        endOfName(owner, false) == fixed
            && fixed - owner <= Name.MAX_WIRE_LENGTH
            && unsigned16(fixed + 2) == Query.CLASS_ANY
            && endOfAlgorithm != CUT_OFF
            && endOfAlgorithm - algorithm <= Name.MAX_WIRE_LENGTH
            && macAt <= at;
    int afterMac = isReadable ? macAt + unsigned16(macAt - 2) : at;
    if (!isReadable || afterMac + Tsig.OCTETS_AFTER_MAC > at) {
      return false;
    }
    long time = (long) unsigned16(endOfAlgorithm) << 32 | unsigned32(endOfAlgorithm + 2);
    tsig =
        new Tsig(
            Name.ofWire(message, owner),
            Name.ofWire(message, algorithm),
            time,
            unsigned16(endOfAlgorithm + 6),
            unsigned16(afterMac));
    return true;
  }

  private @Nullable List<EdnsOption> options(int from, int end) {
    if (from == end) {
      return List.of();
    }
    List<EdnsOption> options = new ArrayList<>();
    for (int option = from; option < end; ) {
      int octets = option + 4 <= end ? option + 4 : end + 1;
      int next = octets <= end ? octets + unsigned16(option + 2) : end + 1;
      if (next > end) {
        return null;
      }
      options.add(new EdnsOption(unsigned16(option), Arrays.copyOfRange(message, octets, next)));
      option = next;
    }
    return options;
  }

  /**
   * Where the name that begins at {@code from} ends: behind its root label or its first pointer.
   */
  private int endOfName(int from, boolean pointersAllowed) {
    int label = from;
    while (label < length && message[label] != 0) {
      if ((message[label] & 0xC0) != 0) {
        boolean wholePointer = (message[label] & 0xC0) == 0xC0 && label + 2 <= length;
        return pointersAllowed && wholePointer ? label + 2 : CUT_OFF;
      }
      label += message[label] + 1;
    }
    return label < length ? label + 1 : CUT_OFF;
  }

  private long unsigned32(int offset) {
    return (long) unsigned16(offset) << 16 | unsigned16(offset + 2);
  }

  private int unsigned16(int offset) {
    return (message[offset] & 0xFF) << 8 | message[offset + 1] & 0xFF;
  }
}
