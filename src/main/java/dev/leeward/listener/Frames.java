package dev.leeward.listener;

import io.vertx.core.buffer.Buffer;

/**
 * Octets of a TCP stream to messages, each behind its length (RFC 1035 section 4.2.2). Owned by the
 * connection's event loop.
 */
final class Frames {
  static final int LENGTH_OCTETS = 2;
  static final int LONGEST_MESSAGE = 0xFFFF;
  private static final int ROOM_AT_FIRST = 512;

  /** More than this is not kept for a connection that has said everything. */
  private static final int MOST_ROOM_KEPT = 16 * 1024;

  private byte[] octets = new byte[ROOM_AT_FIRST];
  private int begin;
  private int end;

  void add(Buffer received) {
    makeRoom(received.length());
    received.getBytes(octets, end);
    end += received.length();
  }

  boolean hasNext() {
    return end - begin >= LENGTH_OCTETS && end - begin - LENGTH_OCTETS >= nextLength();
  }

  /**
   * Takes the next message; there must be one.
   *
   * @param message where it goes, at least {@link #LONGEST_MESSAGE} octets
   * @return its length
   */
  int next(byte[] message) {
    int length = nextLength();
    System.arraycopy(octets, begin + LENGTH_OCTETS, message, 0, length);
    begin += LENGTH_OCTETS + length;
    if (begin == end) {
      begin = 0;
      end = 0;
      if (octets.length > MOST_ROOM_KEPT) {
        octets = new byte[ROOM_AT_FIRST];
      }
    }
    return length;
  }

  private int nextLength() {
    return (octets[begin] & 0xFF) << 8 | octets[begin + 1] & 0xFF;
  }

  private void makeRoom(int more) {
    if (octets.length - end < more) {
      int kept = end - begin;
      int needed = kept + more;
      byte[] room = needed > octets.length ? new byte[needed + needed / 2] : octets;
      System.arraycopy(octets, begin, room, 0, kept);
      octets = room;
      begin = 0;
      end = kept;
    }
  }
}
