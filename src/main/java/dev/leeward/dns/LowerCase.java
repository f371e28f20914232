package dev.leeward.dns;

/** The case that names are compared in: ASCII letters only, whatever else is octets (RFC 4343). */
public final class LowerCase {
  private LowerCase() {}

  /**
   * Eight octets at once, in any byte order. The highest bit of each octet becomes whether it is an
   * upper-case letter, and is carried to the bit that makes it a lower-case one.
   */
  public static long ofEight(long octets) {
    long low = octets & 0x7F7F7F7F7F7F7F7FL;
    long atLeastA = low + 0x3F3F3F3F3F3F3F3FL;
    long aboveZ = low + 0x2525252525252525L;
    long isUpper = ~octets & (atLeastA ^ aboveZ) & 0x8080808080808080L;
    return octets | isUpper >>> 2;
  }
}
