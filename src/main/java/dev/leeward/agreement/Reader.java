package dev.leeward.agreement;

import dev.leeward.topology.Digest;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads what {@link Writer} wrote, from a sender who may lie: every length is held against what is
 * left. Owned by one call.
 */
final class Reader {
  /** What was read is no ballot and no ledger; stays within this package. */
  static final class Malformed extends Exception {
    private static final long serialVersionUID = 1;

    Malformed(String what) {
      super(what, null, false, false);
    }
  }

  private static final int LONGEST_TEXT = 4096;

  private final byte[] source;
  private int at;

  Reader(byte[] source) {
    this.source = source;
  }

  int octet() throws Malformed {
    if (at >= source.length) {
      throw new Malformed("cut off");
    }
    return source[at++] & 0xFF;
  }

  boolean flag() throws Malformed {
    int value = octet();
    if (value > 1) {
      throw new Malformed("flag " + value);
    }
    return value == 1;
  }

  int int32() throws Malformed {
    return octet() << 24 | octet() << 16 | octet() << 8 | octet();
  }

  int natural() throws Malformed {
    int value = int32();
    if (value < 0) {
      throw new Malformed("number " + value);
    }
    return value;
  }

  /**
   * @param smallest octets that one of the counted things takes at least
   */
  int count(int smallest) throws Malformed {
    int value = int32();
    if (value < 0 || (long) value * smallest > source.length - at) {
      throw new Malformed("count " + value);
    }
    return value;
  }

  long number() throws Malformed {
    return (long) int32() << 32 | int32() & 0xFFFFFFFFL;
  }

  byte[] octets(int length) throws Malformed {
    if (length > source.length - at) {
      throw new Malformed("cut off");
    }
    at += length;
    return Arrays.copyOfRange(source, at - length, at);
  }

  byte[] block() throws Malformed {
    return octets(count(1));
  }

  String text() throws Malformed {
    int length = count(1);
    if (length > LONGEST_TEXT) {
      throw new Malformed("text of " + length + " octets");
    }
    return new String(octets(length), StandardCharsets.UTF_8);
  }

  Digest digest() throws Malformed {
    return Digest.ofOctets(octets(Digest.OCTETS));
  }

  int left() {
    return source.length - at;
  }

  void end() throws Malformed {
    if (left() > 0) {
      throw new Malformed(left() + " octets too many");
    }
  }
}
