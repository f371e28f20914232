package dev.leeward.wire;

import dev.leeward.dns.Name;
import dev.leeward.dns.RecordType;

/**
 * A query as nearly all are, read where it lies: one question of class IN, and no record but an
 * OPT. What is odd in any way is left to {@link QueryReader}. Owned by one thread, which reads one
 * query after the other with it.
 */
public final class PlainQuery {
  private static final int FIXED_RECORD_OCTETS = 10;
  private static final int OPCODE = 0x7800;
  private static final int DO = 0x8000;

  private byte[] message = new byte[0];
  private int labels;
  private int endOfName;
  private int endOfQuestion;
  private boolean hasEdns;
  private int udpSize;
  private boolean dnssecOk;
  private int cookieAt;
  private int cookieLength;
  private boolean asksForMore;

  /**
   * @param length how many octets of {@code octets} were received
   * @return false, and nothing is to be read from this, when it is not such a query
   */
  public boolean read(byte[] octets, int length) {
    message = octets;
    int additional = length < QueryHeader.OCTETS ? -1 : unsigned16(10);
    return (additional == 0 || additional == 1)
        && (unsigned16(2) & (QueryHeader.QR | OPCODE)) == 0
        && unsigned16(4) == 1
        && unsigned16(6) == 0
        && unsigned16(8) == 0
        && readQuestion(length)
        && (additional == 0 ? readNoEdns(length) : readEdns(length));
  }

  private boolean readQuestion(int length) {
    int at = QueryHeader.OCTETS;
    int before = 0;
    while (at < length && message[at] != 0) {
      if ((message[at] & 0xC0) != 0) {
        return false;
      }
      at += message[at] + 1;
      before++;
    }
    labels = before;
    endOfName = at + 1;
    endOfQuestion = endOfName + 4;
    return endOfQuestion <= length
        && endOfName - QueryHeader.OCTETS <= Name.MAX_WIRE_LENGTH
        && unsigned16(endOfName + 2) == Query.CLASS_IN;
  }

  private boolean readNoEdns(int length) {
    hasEdns = false;
    dnssecOk = false;
    cookieAt = 0;
    asksForMore = false;
    return endOfQuestion == length;
  }

  private boolean readEdns(int length) {
    int fixed = endOfQuestion + 1;
    int options = fixed + FIXED_RECORD_OCTETS;
    if (options > length
        || message[endOfQuestion] != 0
        || unsigned16(fixed) != RecordType.OPT.code()
        || message[fixed + 5] != 0
        || options + unsigned16(fixed + 8) != length) {
      return false;
    }
    hasEdns = true;
    udpSize = unsigned16(fixed + 2);
    dnssecOk = (unsigned16(fixed + 6) & DO) != 0;
    cookieAt = 0;
    asksForMore = false;
    return readOptions(options, length);
  }

  private boolean readOptions(int from, int end) {
    int option = from;
    while (option + EdnsOption.CODE_AND_LENGTH_OCTETS <= end) {
      int octets = option + EdnsOption.CODE_AND_LENGTH_OCTETS;
      int length = unsigned16(option + 2);
      switch (unsigned16(option)) {
        case EdnsOption.COOKIE -> {
          if (cookieAt == 0) {
            cookieAt = octets;
            cookieLength = length;
          }
        }
        case EdnsOption.NSID,
            EdnsOption.TCP_KEEPALIVE,
            EdnsOption.PADDING,
            EdnsOption.ZONEVERSION ->
            asksForMore = true;
        default -> {}
      }
      option = octets + length;
    }
    return option == end;
  }

  /** The octets that it was read from: those of its name begin at {@link #nameAt}. */
  public byte[] octets() {
    return message;
  }

  public int nameAt() {
    return QueryHeader.OCTETS;
  }

  public int endOfName() {
    return endOfName;
  }

  /** The code of the type. */
  public int type() {
    return unsigned16(endOfName);
  }

  public boolean hasEdns() {
    return hasEdns;
  }

  /** As sent, not yet raised to 512; without meaning when there is no EDNS. */
  public int udpSize() {
    return udpSize;
  }

  public boolean dnssecOk() {
    return dnssecOk;
  }

  /** Whether it has a COOKIE option; its first is what the following two tell of. */
  public boolean hasCookie() {
    return cookieAt != 0;
  }

  /** Where the option's octets begin. */
  public int cookieAt() {
    return cookieAt;
  }

  public int cookieLength() {
    return cookieLength;
  }

  /** Whether it has an option other than a cookie that may be answered. */
  public boolean asksForMore() {
    return asksForMore;
  }

  /** Of the name, without the root's. */
  int labels() {
    return labels;
  }

  int endOfQuestion() {
    return endOfQuestion;
  }

  /** QR set; RA, AD and Z always clear (RFC 8906 section 8.1.3). */
  int answerFlags() {
    return QueryHeader.QR | unsigned16(2) & (QueryHeader.RD | QueryHeader.CD);
  }

  private int unsigned16(int offset) {
    return (message[offset] & 0xFF) << 8 | message[offset + 1] & 0xFF;
  }
}
