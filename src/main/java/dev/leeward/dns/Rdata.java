package dev.leeward.dns;

import java.util.Arrays;
import java.util.HexFormat;

/** A record's data: 0 to 65535 octets in uncompressed wire form, compared octet by octet. */
public final class Rdata implements Comparable<Rdata> {
  private final byte[] wire;

  public Rdata(byte[] wire) {
    if (wire.length > 0xFFFF) {
      throw new IllegalArgumentException("record data of " + wire.length + " octets");
    }
    this.wire = wire.clone();
  }

  public int length() {
    return wire.length;
  }

  /** A copy of the octets. */
  public byte[] wire() {
    return wire.clone();
  }

  public byte octetAt(int index) {
    return wire[index];
  }

  public void copyTo(byte[] target, int offset) {
    System.arraycopy(wire, 0, target, offset, wire.length);
  }

  /** The uncompressed name that begins at {@code offset}, as in NS (0), MX (2) or SRV (6). */
  public Name nameAt(int offset) {
    return Name.ofWire(wire, offset);
  }

  @Override
  public int compareTo(Rdata other) {
    return Arrays.compareUnsigned(wire, other.wire);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Rdata rdata && Arrays.equals(wire, rdata.wire);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(wire);
  }

  /** RFC 3597's generic form. */
  @Override
  public String toString() {
    return "\\# " + wire.length + (wire.length == 0 ? "" : " " + HexFormat.of().formatHex(wire));
  }
}
