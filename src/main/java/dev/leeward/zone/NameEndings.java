package dev.leeward.zone;

import dev.leeward.dns.Name;
import java.util.Arrays;

/**
 * A name and its endings, longest first, each with the hash that it has as a name ({@link
 * Name#hashCode}), from one walk and without building one. Owned by one call.
 */
final class NameEndings {
  /** 31 times this is 1 modulo 2^32. */
  private static final int INVERSE_OF_31 = 0xBDEF7BDF;

  private final Name name;
  private int start;
  private int labels;
  private int hash;

  /**
   * What the first octet's value is multiplied by in the hash: 31 to the number of those behind.
   */
  private int power;

  NameEndings(Name name) {
    this.name = name;
    this.labels = name.labelCount();
    this.hash = name.hashCode();
    this.power = powerOf31(name.wireLength() - 1);
  }

  /** Modulo 2^32, as hashes are computed. */
  static int powerOf31(int exponent) {
    int power = 1;
    int square = 31;
    for (int rest = exponent; rest > 0; rest >>= 1) {
      power *= (rest & 1) == 0 ? 1 : square;
      square *= square;
    }
    return power;
  }

  /** Goes to the ending that has one label less. */
  void shorten() {
    int end = start + name.octetAt(start) + 1;
    for (; start < end; start++) {
      hash -= lower(name.octetAt(start)) * power;
      power *= INVERSE_OF_31;
    }
    labels--;
  }

  Name name() {
    return name;
  }

  /** Where the ending begins in the name's wire form. */
  int start() {
    return start;
  }

  int wireLength() {
    return name.wireLength() - start;
  }

  int labels() {
    return labels;
  }

  int hash() {
    return hash;
  }

  /** RFC 4343; a length octet is at most 63 and stays as it is. */
  static int lower(byte octet) {
    return octet >= 'A' && octet <= 'Z' ? octet + 32 : octet;
  }

  /** Whether the octets at {@code from} are these, letters in any case. */
  static boolean areEqual(byte[] longer, int from, byte[] shorter) {
    if (Arrays.equals(longer, from, from + shorter.length, shorter, 0, shorter.length)) {
      return true;
    }
    for (int at = 0; at < shorter.length; at++) {
      if (lower(longer[from + at]) != lower(shorter[at])) {
        return false;
      }
    }
    return true;
  }

  /** As {@link Name#hashCode}, of these octets. */
  static int hash(byte[] wire, int from, int to) {
    int hash = 0;
    for (int at = from; at < to; at++) {
      hash = 31 * hash + lower(wire[at]);
    }
    return hash;
  }
}
