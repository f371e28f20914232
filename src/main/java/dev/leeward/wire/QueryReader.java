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
  private boolean hasOpt;
  private @Nullable Edns edns;

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
    return header.opcode() == 0
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
    int endOfName = questions == 1 ? endOfName(at, false) : CUT_OFF;
    if (endOfName == CUT_OFF || endOfName - at > Name.MAX_WIRE_LENGTH || endOfName + 4 > length) {
      return malformed(header);
    }
    Name name = Name.ofWire(message, at);
    RecordType type = new RecordType(unsigned16(endOfName));
    int recordClass = unsigned16(endOfName + 2);
    at = endOfName + 4;
    boolean wellFormed =
        skipRecords(unsigned16(6) + unsigned16(8)) && readAdditional(unsigned16(10));
    return wellFormed && at == length
        ? new Query(header, name, type, recordClass, edns)
        : malformed(header);
  }

  private Reading malformed(QueryHeader header) {
    return new Reading.Malformed(header, hasOpt);
  }

  private boolean skipRecords(int count) {
    for (int i = 0; i < count; i++) {
      int fixed = endOfName(at, true);
      if (fixed == CUT_OFF || !skipData(fixed) || unsigned16(fixed) == RecordType.OPT.code()) {
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
      if (unsigned16(fixed) == RecordType.OPT.code() && !readOpt(owner, fixed)) {
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
    boolean second = hasOpt;
    hasOpt = true;
    if (second || message[owner] != 0) {
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

  private int unsigned16(int offset) {
    return (message[offset] & 0xFF) << 8 | message[offset + 1] & 0xFF;
  }
}
