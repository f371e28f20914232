package dev.leeward.zone;

import dev.leeward.dns.RRset;
import dev.leeward.dns.Rdata;
import java.nio.ByteBuffer;

/** The unsigned 32-bit numbers of an SOA (RFC 1035 section 3.3.13) that a server needs. */
record SoaNumbers(long serial, long minimum) {
  private static final int FIVE_NUMBERS = 20;

  static SoaNumbers of(RRset soa) {
    Rdata data = soa.records().getFirst();
    ByteBuffer wire = ByteBuffer.wrap(data.wire());
    return new SoaNumbers(
        Integer.toUnsignedLong(wire.getInt(data.length() - FIVE_NUMBERS)),
        Integer.toUnsignedLong(wire.getInt(data.length() - Integer.BYTES)));
  }
}
