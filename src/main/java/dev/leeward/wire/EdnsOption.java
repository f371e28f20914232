package dev.leeward.wire;

import java.nio.charset.StandardCharsets;

/** One option of an OPT record: its code and its octets. */
public final class EdnsOption {
  /** RFC 5001. */
  public static final int NSID = 3;

  /** RFC 7873. */
  public static final int COOKIE = 10;

  /** RFC 7828. */
  public static final int TCP_KEEPALIVE = 11;

  /** RFC 7830. */
  public static final int PADDING = 12;

  /** RFC 8914. */
  public static final int EXTENDED_ERROR = 15;

  /** RFC 9660. */
  public static final int ZONEVERSION = 19;

  public static final int CODE_AND_LENGTH_OCTETS = 4;

  private final int code;
  private final byte[] octets;

  public EdnsOption(int code, byte[] octets) {
    this.code = code;
    this.octets = octets.clone();
  }

  /** RFC 8914 section 2: an info-code and a text that only people read. */
  public static EdnsOption extendedError(int infoCode, String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    byte[] octets = new byte[2 + utf8.length];
    octets[0] = (byte) (infoCode >> 8);
    octets[1] = (byte) infoCode;
    System.arraycopy(utf8, 0, octets, 2, utf8.length);
    return new EdnsOption(EXTENDED_ERROR, octets);
  }

  /** RFC 7830 section 3: octets that say nothing. */
  public static EdnsOption padding(int length) {
    return new EdnsOption(PADDING, new byte[length]);
  }

  /** RFC 7828 section 3.1. */
  public static EdnsOption keepalive(int tenthsOfSeconds) {
    byte[] octets = {(byte) (tenthsOfSeconds >> 8), (byte) tenthsOfSeconds};
    return new EdnsOption(TCP_KEEPALIVE, octets);
  }

  /** RFC 9660 section 2.1, type SOA-SERIAL. */
  public static EdnsOption zoneVersion(int labelCount, long serial) {
    byte[] octets = new byte[6];
    octets[0] = (byte) labelCount;
    for (int i = 0; i < 4; i++) {
      octets[2 + i] = (byte) (serial >> 24 - 8 * i);
    }
    return new EdnsOption(ZONEVERSION, octets);
  }

  public int code() {
    return code;
  }

  /** A copy of the octets. */
  public byte[] octets() {
    return octets.clone();
  }

  /** What it takes in an OPT record, its code and length included. */
  public int wireLength() {
    return CODE_AND_LENGTH_OCTETS + octets.length;
  }

  public int length() {
    return octets.length;
  }

  void copyTo(byte[] target, int offset) {
    System.arraycopy(octets, 0, target, offset, octets.length);
  }
}
