package dev.leeward.wire;

import dev.leeward.dns.RecordType;

/**
 * Where record data holds names that a sender may compress: only in the types of RFC 1035 (RFC 3597
 * section 4).
 */
record DataLayout(int octetsBeforeNames, int names) {
  static final DataLayout OPAQUE = new DataLayout(0, 0);
  private static final DataLayout NAME = new DataLayout(0, 1);
  private static final DataLayout TWO_NAMES = new DataLayout(0, 2);
  private static final DataLayout PREFERENCE_AND_NAME = new DataLayout(2, 1);

  static DataLayout of(RecordType type) {
    return of(type.code());
  }

  static DataLayout of(int type) {
    return switch (type) {
      case 2, 3, 4, 5, 7, 8, 9, 12 -> NAME; // NS MD MF CNAME MB MG MR PTR
      case 6, 14 -> TWO_NAMES; // SOA MINFO
      case 15 -> PREFERENCE_AND_NAME; // MX
      default -> OPAQUE;
    };
  }
}
