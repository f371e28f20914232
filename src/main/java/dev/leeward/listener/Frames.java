package dev.leeward.listener;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Octets of a TCP stream to messages, each behind its length (RFC 1035 section 4.2.2). Owned by the
 * connection's event loop.
 */
final class Frames {
  private static final int LENGTH_OCTETS = 2;

  private byte[] octets = new byte[512];
  private int begin;
  private int end;

  void add(byte[] received) {
    if (end + received.length > octets.length) {
      int kept = end - begin;
      int needed = Math.max(kept + received.length, octets.length);
      byte[] room = needed > octets.length ? new byte[needed + needed / 2] : octets;
      System.arraycopy(octets, begin, room, 0, kept);
      octets = room;
      begin = 0;
      end = kept;
    }
    System.arraycopy(received, 0, octets, end, received.length);
    end += received.length;
  }

  /** The next whole message, or null while it is not there yet. */
  byte @Nullable [] next() {
    if (end - begin < LENGTH_OCTETS) {
      return null;
    }
    int length = (octets[begin] & 0xFF) << 8 | octets[begin + 1] & 0xFF;
    int from = begin + LENGTH_OCTETS;
    if (end - from < length) {
      return null;
    }
    begin = from + length;
    return Arrays.copyOfRange(octets, from, begin);
  }
}
