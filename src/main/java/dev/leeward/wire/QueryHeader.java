package dev.leeward.wire;

/**
 * What an answer repeats from a query's header (RFC 1035 section 4.1.1, RFC 4035 section 3.1.6 for
 * CD).
 */
public record QueryHeader(int id, int opcode, boolean recursionDesired, boolean checkingDisabled) {
  static final int OCTETS = 12;
  static final int QR = 0x8000;
  static final int AA = 0x0400;
  static final int TC = 0x0200;
  static final int RD = 0x0100;
  static final int CD = 0x0010;

  static QueryHeader of(int id, int flags) {
    return new QueryHeader(id, flags >> 11 & 0xF, (flags & RD) != 0, (flags & CD) != 0);
  }

  /** QR set; RA, AD and Z always clear (RFC 8906 section 8.1.3). */
  int answerFlags() {
    return QR | opcode << 11 | (recursionDesired ? RD : 0) | (checkingDisabled ? CD : 0);
  }
}
