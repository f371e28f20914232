package dev.leeward.dns;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * An absolute domain name in uncompressed wire form (RFC 1035 section 3.1), 1 to 255 octets. Keeps
 * the case it was written in; compares without it (RFC 4343). Ordered canonically (RFC 4034 section
 * 6.1).
 */
public final class Name implements Comparable<Name> {
  public static final int MAX_WIRE_LENGTH = 255;
  public static final int MAX_LABEL_LENGTH = 63;
  public static final Name ROOT = new Name(new byte[] {0});

  private final byte[] wire;
  private final int hash;
  private final int labelCount;

  private Name(byte[] wire) {
    this.wire = wire;
    int h = 0;
    int labels = 0;
    for (int at = 0; wire[at] != 0; at += wire[at] + 1) {
      labels++;
    }
    for (byte octet : wire) {
      h = 31 * h + lower(octet);
    }
    this.hash = h;
    this.labelCount = labels;
  }

  /**
   * Reads presentation form, with RFC 1035's escapes {@code \.} and {@code \123}; absolute with or
   * without the last dot.
   *
   * @throws IllegalArgumentException saying what is wrong with it
   */
  public static Name parse(String text) {
    return NameParser.parse(text);
  }

  /**
   * Takes a complete uncompressed name from {@code source} at {@code offset}.
   *
   * @throws IllegalArgumentException when it is cut off, compressed or too long
   */
  public static Name ofWire(byte[] source, int offset) {
    int at = offset;
    while (at < source.length && source[at] != 0) {
      if ((source[at] & 0xC0) != 0) {
        throw new IllegalArgumentException(
            "label type " + (source[at] & 0xFF) + " in an uncompressed name");
      }
      at += source[at] + 1;
    }
    if (at >= source.length || at + 1 - offset > MAX_WIRE_LENGTH) {
      throw new IllegalArgumentException("name cut off or longer than 255 octets");
    }
    return new Name(Arrays.copyOfRange(source, offset, at + 1));
  }

  /** Octets in wire form, the root's included. */
  public int wireLength() {
    return wire.length;
  }

  /** A copy of the wire form. */
  public byte[] wire() {
    return wire.clone();
  }

  public byte octetAt(int index) {
    return wire[index];
  }

  public void copyTo(byte[] target, int offset) {
    System.arraycopy(wire, 0, target, offset, wire.length);
  }

  /** Labels without the root's: {@code www.example.com.} has 3. */
  public int labelCount() {
    return labelCount;
  }

  public boolean isRoot() {
    return labelCount == 0;
  }

  public boolean isWildcard() {
    return wire.length > 2 && wire[0] == 1 && wire[1] == '*';
  }

  /**
   * This name without its first label.
   *
   * @throws IllegalStateException for the root
   */
  public Name parent() {
    if (isRoot()) {
      throw new IllegalStateException("the root has no parent");
    }
    return new Name(Arrays.copyOfRange(wire, wire[0] + 1, wire.length));
  }

  /**
   * The name made of this one's last {@code labels} labels; the name itself when it has as many.
   */
  public Name lastLabels(int labels) {
    if (labels < 0 || labels > labelCount) {
      throw new IllegalArgumentException(this + " has no " + labels + " labels");
    }
    int at = 0;
    for (int skip = labelCount - labels; skip > 0; skip--) {
      at += wire[at] + 1;
    }
    return at == 0 ? this : new Name(Arrays.copyOfRange(wire, at, wire.length));
  }

  /** Whether it is {@code ancestor} or below it. */
  public boolean isWithin(Name ancestor) {
    int extra = labelCount - ancestor.labelCount;
    if (extra < 0 || wire.length < ancestor.wire.length) {
      return false;
    }
    int at = 0;
    for (; extra > 0; extra--) {
      at += wire[at] + 1;
    }
    return sameIgnoringCase(wire, at, ancestor.wire);
  }

  /** {@code *.} before this name. */
  public Name wildcardChild() {
    return prepend(new byte[] {'*'});
  }

  /**
   * A label before this name.
   *
   * @throws IllegalArgumentException when it does not fit
   */
  public Name prepend(byte[] label) {
    if (label.length == 0
        || label.length > MAX_LABEL_LENGTH
        || label.length + 1 + wire.length > MAX_WIRE_LENGTH) {
      throw new IllegalArgumentException("label of " + label.length + " octets before " + this);
    }
    byte[] longer = new byte[label.length + 1 + wire.length];
    longer[0] = (byte) label.length;
    System.arraycopy(label, 0, longer, 1, label.length);
    System.arraycopy(wire, 0, longer, label.length + 1, wire.length);
    return new Name(longer);
  }

  /** The first label's octets. */
  public byte[] firstLabel() {
    return Arrays.copyOfRange(wire, 1, 1 + wire[0]);
  }

  public Name toLowerCase() {
    byte[] lowered = wire.clone();
    for (int i = 0; i < lowered.length; i++) {
      lowered[i] = (byte) lower(lowered[i]);
    }
    return new Name(lowered);
  }

  /** ASCII lower case of an octet; a length octet (at most 63) is below 'A' and stays. */
  static int lower(byte octet) {
    return octet >= 'A' && octet <= 'Z' ? octet + 32 : octet;
  }

  private static boolean sameIgnoringCase(byte[] longer, int offset, byte[] shorter) {
    if (longer.length - offset != shorter.length) {
      return false;
    }
    for (int i = 0; i < shorter.length; i++) {
      if (lower(longer[offset + i]) != lower(shorter[i])) {
        return false;
      }
    }
    return true;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Name name && hash == name.hash && sameIgnoringCase(wire, 0, name.wire);
  }

  /**
   * {@code h = 31 * h + octet}, begun with 0, over the wire form in lower case: so the hashes of
   * all endings of a name come from one walk over it, back to front, and need no names built.
   */
  @Override
  public int hashCode() {
    return hash;
  }

  @Override
  public int compareTo(Name other) {
    int common = Math.min(labelCount, other.labelCount);
    for (int labels = 1; labels <= common; labels++) {
      int order = compareLabels(offsetOfLast(labels), other, other.offsetOfLast(labels));
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(labelCount, other.labelCount);
  }

  private int offsetOfLast(int labels) {
    int at = 0;
    for (int skip = labelCount - labels; skip > 0; skip--) {
      at += wire[at] + 1;
    }
    return at;
  }

  private int compareLabels(int at, Name other, int otherAt) {
    int length = wire[at];
    int otherLength = other.wire[otherAt];
    for (int i = 1; i <= Math.min(length, otherLength); i++) {
      int order =
          Integer.compare(lower(wire[at + i]) & 0xFF, lower(other.wire[otherAt + i]) & 0xFF);
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(length, otherLength);
  }

  /**
   * Presentation form with the last dot, escaped as RFC 1035 section 5.1 and in the case it was
   * written in.
   */
  @Override
  public String toString() {
    if (isRoot()) {
      return ".";
    }
    StringBuilder text = new StringBuilder(wire.length + 8);
    for (int at = 0; wire[at] != 0; at += wire[at] + 1) {
      for (int i = 1; i <= wire[at]; i++) {
        appendEscaped(text, wire[at + i]);
      }
      text.append('.');
    }
    return text.toString();
  }

  private static void appendEscaped(StringBuilder text, byte octet) {
    int value = octet & 0xFF;
    if (value <= ' ' || value > '~') {
      text.append('\\').append(value / 100).append(value / 10 % 10).append(value % 10);
    } else {
      if (".\\\"();@$".indexOf(value) >= 0) {
        text.append('\\');
      }
      text.append((char) value);
    }
  }

  static Name ofLabels(Iterable<byte[]> labelsFirstToLast) {
    byte[] buffer = new byte[MAX_WIRE_LENGTH];
    int at = 0;
    for (byte[] label : labelsFirstToLast) {
      if (label.length > MAX_LABEL_LENGTH) {
        throw new IllegalArgumentException(
            "label \""
                + new String(label, StandardCharsets.ISO_8859_1)
                + "\" is longer than 63 octets");
      }
      if (at + label.length + 2 > MAX_WIRE_LENGTH) {
        throw new IllegalArgumentException("name is longer than 255 octets");
      }
      buffer[at++] = (byte) label.length;
      System.arraycopy(label, 0, buffer, at, label.length);
      at += label.length;
    }
    return new Name(Arrays.copyOf(buffer, at + 1));
  }
}
