package dev.leeward.zone;

import dev.leeward.dns.LowerCase;
import dev.leeward.dns.Name;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * A name that is looked for: its wire form in lower case and, for every ending of it, where that
 * begins and the hash that it has as a name ({@link Name#hashCode}). What {@link Name} and {@link
 * NameEndings} are, without an object a name. Owned by one thread, which sets it anew for each.
 */
public final class SoughtName {
  private static final int MOST_LABELS = 127;
  private static final int LABEL_TYPE = 0xC0;
  private static final VarHandle WORD =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
  private static final int[] POWERS_OF_31 = powersOf31();

  /** Whole words, so that none is cut off. */
  private final byte[] octets = new byte[Name.MAX_WIRE_LENGTH + 1];

  private final int[] starts = new int[MOST_LABELS + 1];
  private final int[] hashes = new int[MOST_LABELS + 1];
  private int labels;
  private int length;

  private static int[] powersOf31() {
    int[] powers = new int[Name.MAX_WIRE_LENGTH];
    powers[0] = 1;
    for (int i = 1; i < powers.length; i++) {
      powers[i] = 31 * powers[i - 1];
    }
    return powers;
  }

  /**
   * Takes the uncompressed name that begins at {@code from}.
   *
   * @return false, and nothing is to be read from this, when there is none of at most 255 octets
   *     before {@code end}
   */
  public boolean set(byte[] source, int from, int end) {
    int label = 0;
    int at = from;
    while (at < end && source[at] != 0) {
      if ((source[at] & LABEL_TYPE) != 0 || label == MOST_LABELS) {
        return false;
      }
      starts[label++] = at - from;
      at += source[at] + 1;
    }
    if (at >= end || at + 1 - from > Name.MAX_WIRE_LENGTH) {
      return false;
    }
    labels = label;
    length = at + 1 - from;
    starts[label] = length - 1;
    System.arraycopy(source, from, octets, 0, length);
    toLowerCase();
    hashEndings();
    return true;
  }

  /** A length octet is at most 63 and stays as it is. */
  private void toLowerCase() {
    for (int at = 0; at < length; at += Long.BYTES) {
      WORD.set(octets, at, LowerCase.ofEight((long) WORD.get(octets, at)));
    }
  }

  /** Unlike in Horner's form, no step waits for a product of the one before. */
  private void hashEndings() {
    int last = length - 1;
    int hash = 0;
    hashes[labels] = 0;
    for (int label = labels - 1; label >= 0; label--) {
      for (int at = starts[label]; at < starts[label + 1]; at++) {
        hash += octets[at] * POWERS_OF_31[last - at];
      }
      hashes[label] = hash;
    }
  }

  /** Labels without the root's. */
  public int labels() {
    return labels;
  }

  /** Octets in wire form, the root's included. */
  public int length() {
    return length;
  }

  /** As {@link Name#hashCode}. */
  public int hash() {
    return hashes[0];
  }

  /** Whether it is {@code ancestor} or below it. */
  public boolean isWithin(Name ancestor) {
    int ending = labels - ancestor.labelCount();
    return ending >= 0 && endingEquals(ending, ancestor);
  }

  /** Whether it is {@code ancestor} or below it. */
  public boolean isWithin(SoughtName ancestor) {
    int skipped = labels - ancestor.labels;
    return skipped >= 0
        && hashes[skipped] == ancestor.hashes[0]
        && Arrays.equals(octets, starts[skipped], length, ancestor.octets, 0, ancestor.length);
  }

  /** Writes it in lower case to the beginning of {@code target}. */
  public void copyTo(byte[] target) {
    System.arraycopy(octets, 0, target, 0, length);
  }

  /** Of the ending without the first {@code skipped} labels. */
  int hash(int skipped) {
    return hashes[skipped];
  }

  /** Where the ending without the first {@code skipped} labels begins. */
  int start(int skipped) {
    return starts[skipped];
  }

  /** In lower case. */
  byte octet(int at) {
    return octets[at];
  }

  /** Whether the ending without the first {@code skipped} labels is that name in lower case. */
  boolean endingEquals(int skipped, byte[] name) {
    return Arrays.equals(octets, starts[skipped], length, name, 0, name.length);
  }

  private boolean endingEquals(int skipped, Name name) {
    int start = starts[skipped];
    if (hashes[skipped] != name.hashCode() || length - start != name.wireLength()) {
      return false;
    }
    for (int at = name.wireLength() - 1; at >= 0; at--) {
      if (octets[start + at] != NameEndings.lower(name.octetAt(at))) {
        return false;
      }
    }
    return true;
  }
}
