package dev.leeward.zone;

import java.util.Arrays;

/**
 * Octets that grow at the end, in chunks: nothing is copied as it grows, and one octet costs one.
 * Owned by the thread that loads a zone until {@link #trim}; never changed from then on.
 *
 * <p>An offset is an unsigned int. What begins in one chunk may end in the next.
 */
final class OctetStore {
  static final OctetStore EMPTY = new OctetStore();

  /** Far below what the collector G1 treats as a humongous object. */
  private static final int CHUNK_BITS = 16;

  private static final int CHUNK = 1 << CHUNK_BITS;
  private static final int WITHIN = CHUNK - 1;
  private static final int FIRST = 64;
  private static final long ONE_OCTET = 1L << Integer.SIZE;
  private static final int MOST_CHUNKS = 1 << Integer.SIZE - CHUNK_BITS;

  private byte[][] chunks = {new byte[FIRST]};
  private int end;
  private int room = FIRST;

  /** Where the next octet will be. */
  int end() {
    return end;
  }

  void append(int octet) {
    if (end == room) {
      grow();
    }
    chunks[end >>> CHUNK_BITS][end & WITHIN] = (byte) octet;
    end++;
  }

  void append(byte[] source) {
    append(source, 0, source.length);
  }

  void append(byte[] source, int from, int length) {
    for (int copied = 0; copied < length; ) {
      if (end == room) {
        grow();
      }
      int count = Math.min(length - copied, room - end);
      System.arraycopy(source, from + copied, chunks[end >>> CHUNK_BITS], end & WITHIN, count);
      copied += count;
      end += count;
    }
  }

  void appendInt(int value) {
    if (room - end >= Integer.BYTES) {
      put(chunks[end >>> CHUNK_BITS], end & WITHIN, value);
      end += Integer.BYTES;
    } else {
      for (int shift = 24; shift >= 0; shift -= 8) {
        append(value >>> shift);
      }
    }
  }

  private static void put(byte[] chunk, int at, int value) {
    chunk[at] = (byte) (value >>> 24);
    chunk[at + 1] = (byte) (value >>> 16);
    chunk[at + 2] = (byte) (value >>> 8);
    chunk[at + 3] = (byte) value;
  }

  void appendShort(int value) {
    append(value >>> 8);
    append(value);
  }

  /** Seven bits an octet, the lowest first; the highest bit says that more follow. */
  void appendVarint(int value) {
    int rest = value;
    for (; (rest & ~0x7F) != 0; rest >>>= 7) {
      append(rest | 0x80);
    }
    append(rest);
  }

  static int varintLength(int value) {
    return Math.max(1, (Integer.SIZE - Integer.numberOfLeadingZeros(value) + 6) / 7);
  }

  byte octet(int offset) {
    return chunks[offset >>> CHUNK_BITS][offset & WITHIN];
  }

  int intAt(int offset) {
    int at = offset & WITHIN;
    if (at > CHUNK - Integer.BYTES) {
      return shortAt(offset) << 16 | shortAt(offset + 2);
    }
    byte[] chunk = chunks[offset >>> CHUNK_BITS];
    return chunk[at] << 24
        | (chunk[at + 1] & 0xFF) << 16
        | (chunk[at + 2] & 0xFF) << 8
        | chunk[at + 3] & 0xFF;
  }

  /** 0 to 65535. */
  int shortAt(int offset) {
    return (octet(offset) & 0xFF) << 8 | octet(offset + 1) & 0xFF;
  }

  /**
   * What {@link #appendVarint} put there, in the lower half; in the upper half, the octets that it
   * takes.
   */
  long varintAt(int offset) {
    int octet = octet(offset);
    if (octet >= 0) {
      return ONE_OCTET | octet;
    }
    int value = octet & 0x7F;
    int at = offset + 1;
    for (int shift = 7; octet < 0; shift += 7) {
      octet = octet(at++);
      value |= (octet & 0x7F) << shift;
    }
    return (long) (at - offset) << Integer.SIZE | value & 0xFFFFFFFFL;
  }

  /** Where what follows a varint begins, which {@link #varintAt} read at {@code offset}. */
  static int behind(long varint, int offset) {
    return offset + (int) (varint >>> Integer.SIZE);
  }

  void putInt(int offset, int value) {
    if ((offset & WITHIN) <= CHUNK - Integer.BYTES) {
      put(chunks[offset >>> CHUNK_BITS], offset & WITHIN, value);
      return;
    }
    for (int i = 0; i < Integer.BYTES; i++) {
      int at = offset + i;
      chunks[at >>> CHUNK_BITS][at & WITHIN] = (byte) (value >>> 24 - 8 * i);
    }
  }

  void copy(int offset, byte[] target, int from, int length) {
    int at = offset;
    for (int copied = 0; copied < length; ) {
      byte[] chunk = chunks[at >>> CHUNK_BITS];
      int count = Math.min(length - copied, chunk.length - (at & WITHIN));
      System.arraycopy(chunk, at & WITHIN, target, from + copied, count);
      at += count;
      copied += count;
    }
  }

  byte[] copy(int offset, int length) {
    byte[] octets = new byte[length];
    copy(offset, octets, 0, length);
    return octets;
  }

  /** Whether these octets are here, letters in any case (a length octet is no letter). */
  boolean hasAt(int offset, byte[] other, int from, int length) {
    int at = offset & WITHIN;
    byte[] chunk = chunks[offset >>> CHUNK_BITS];
    if (at + length <= chunk.length
        && Arrays.equals(chunk, at, at + length, other, from, from + length)) {
      return true;
    }
    for (int i = 0; i < length; i++) {
      if (NameEndings.lower(octet(offset + i)) != NameEndings.lower(other[from + i])) {
        return false;
      }
    }
    return true;
  }

  /** Gives back the room that was not needed. */
  void trim() {
    int last = end - 1 >>> CHUNK_BITS;
    if (end > 0 && room != end) {
      chunks = Arrays.copyOf(chunks, last + 1);
      chunks[last] = Arrays.copyOf(chunks[last], (end - 1 & WITHIN) + 1);
      room = end;
    }
  }

  /** The first chunk doubles until it is whole: a small zone is small. */
  private void grow() {
    if (Integer.compareUnsigned(room, CHUNK) < 0) {
      chunks[0] = Arrays.copyOf(chunks[0], chunks[0].length * 2);
      room = chunks[0].length;
      return;
    }
    int next = room >>> CHUNK_BITS;
    if (next == MOST_CHUNKS - 1) {
      throw new IllegalStateException("a zone of more than 4 GiB");
    }
    if (next == chunks.length) {
      chunks = Arrays.copyOf(chunks, chunks.length * 2);
    }
    chunks[next] = new byte[CHUNK];
    room += CHUNK;
  }
}
