package dev.leeward.wire;

import dev.leeward.dns.Name;

/**
 * What an answer repeats of a query's TSIG record (RFC 8945 section 4.2).
 *
 * @param timeSigned seconds since 1970, 48 bits
 * @param fudge seconds
 */
public record Tsig(Name key, Name algorithm, long timeSigned, int fudge, int originalId) {
  /** The error of a key that the server does not have (RFC 8945 section 5.2.1). */
  public static final int BADKEY = 17;

  static final int TYPE = 250;

  /** Time signed, fudge and the MAC's length. */
  static final int OCTETS_BEFORE_MAC = 10;

  /** Original ID, error and the length of other data. */
  static final int OCTETS_AFTER_MAC = 6;

  /** What an unsigned answer's TSIG record takes. */
  public int wireLength() {
    return key.wireLength() + 10 + algorithm.wireLength() + OCTETS_BEFORE_MAC + OCTETS_AFTER_MAC;
  }
}
