package dev.leeward.dns;

/**
 * Where domain names lie in record data. Those of RFC 1035's own types may be compressed, no others
 * (RFC 3597 section 4).
 */
public final class RdataNames {
  private RdataNames() {}

  /**
   * How many names follow {@link #offset} in data of this type that compression may touch; 0 for
   * types newer than RFC 1035.
   */
  public static int compressible(RecordType type) {
    return switch (type.code()) {
      // NS, MD, MF, CNAME, MB, MG, MR, PTR, MX
      case 2, 3, 4, 5, 7, 8, 9, 12, 15 -> 1;
      // SOA, MINFO
      case 6, 14 -> 2;
      default -> 0;
    };
  }

  /** Octets before the first name of a type that {@link #compressible} knows. */
  public static int offset(RecordType type) {
    return type.equals(RecordType.MX) ? 2 : 0;
  }

  /**
   * Octets before the host name for which a server adds addresses, or -1: NS, MX, SRV, SVCB, HTTPS.
   */
  public static int targetOffset(RecordType type) {
    return targetOffset(type.code());
  }

  /** {@link #targetOffset(RecordType)} of a type's code. */
  public static int targetOffset(int type) {
    return switch (type) {
      case 2 -> 0;
      case 15, 64, 65 -> 2;
      case 33 -> 6;
      default -> -1;
    };
  }

  /** The data with the names of RFC 1035's types in lower case: equal for equal records. */
  public static Rdata canonical(RecordType type, Rdata data) {
    int names = compressible(type);
    if (names == 0) {
      return data;
    }
    byte[] wire = data.wire();
    int at = offset(type);
    for (int i = 0; i < names; i++) {
      Name lower = data.nameAt(at).toLowerCase();
      lower.copyTo(wire, at);
      at += lower.wireLength();
    }
    return new Rdata(wire);
  }
}
