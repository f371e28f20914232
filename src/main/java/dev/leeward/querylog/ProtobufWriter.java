package dev.leeward.querylog;

import java.io.ByteArrayOutputStream;

/**
 * The three of protobuf's wire types that dnstap needs. A library for them would be ten times the
 * size of all that is written with them. Owned by its caller.
 */
final class ProtobufWriter {
  private static final int VARINT = 0;
  private static final int LENGTH_DELIMITED = 2;
  private static final int FIXED_32 = 5;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream(512);

  ProtobufWriter number(int field, long value) {
    varint((long) field << 3 | VARINT);
    varint(value);
    return this;
  }

  ProtobufWriter fixed32(int field, int value) {
    varint((long) field << 3 | FIXED_32);
    for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
      out.write(value >>> shift);
    }
    return this;
  }

  ProtobufWriter octets(int field, byte[] octets) {
    varint((long) field << 3 | LENGTH_DELIMITED);
    varint(octets.length);
    out.writeBytes(octets);
    return this;
  }

  private void varint(long value) {
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      out.write((int) (rest & 0x7F | 0x80));
      rest >>>= 7;
    }
    out.write((int) rest);
  }

  byte[] toOctets() {
    return out.toByteArray();
  }
}
