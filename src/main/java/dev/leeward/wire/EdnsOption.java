package dev.leeward.wire;

import java.nio.charset.StandardCharsets;

/** One option of an OPT record: its code and its octets. */
public final class EdnsOption {
  /** RFC 5001. */
  public static final int NSID = 3;

  /** RFC 8914. */
  public static final int EXTENDED_ERROR = 15;

  private static final int CODE_AND_LENGTH_OCTETS = 4;

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

  int length() {
    return octets.length;
  }

  void copyTo(byte[] target, int offset) {
    System.arraycopy(octets, 0, target, offset, octets.length);
  }
}
