package dev.leeward.zone;

import java.io.InputStream;

/**
 * Hands dnsjava's reader what it was offered and then says "end of file", which that reader forgets
 * as soon as more is offered. Owned by one reading of a file.
 */
final class EntryFeed extends InputStream {
  private byte[] text = new byte[0];
  private int at;
  private int end;

  void offer(byte[] source, int from, int to) {
    text = source;
    at = from;
    end = to;
  }

  @Override
  public int read() {
    return at < end ? text[at++] & 0xFF : -1;
  }

  @Override
  public int read(byte[] target, int offset, int length) {
    if (at >= end) {
      return -1;
    }
    int count = Math.min(length, end - at);
    System.arraycopy(text, at, target, offset, count);
    at += count;
    return count;
  }
}
