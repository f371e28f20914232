package dev.leeward.zone;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Cuts a master file into blocks of whole lines, so that no more of it is in memory than is being
 * read. Owned by one reading of a file.
 *
 * <p>CRLF becomes LF and a lone CR a blank, so that a line is one thing here and in dnsjava, which
 * ends lines at a lone CR and misreads one at the end of a file.
 */
final class TextBlocks {
  private final InputStream source;
  private final int size;

  /** What was read behind the last block's last line. */
  private byte[] carried = new byte[0];

  private boolean ended;

  /**
   * @param size of a block in octets; one whose only line is longer is longer
   */
  TextBlocks(InputStream source, int size) {
    this.source = source;
    this.size = size;
  }

  /** Fills the block with what comes next, which may be nothing; false when all was read before. */
  boolean next(TextBlock block) throws IOException {
    if (ended) {
      return false;
    }
    int filled = carried.length;
    block.widen(Math.max(size, 2 * filled));
    System.arraycopy(carried, 0, block.text(), 0, filled);
    int newline = -1;
    while (!ended && newline < 0) {
      int searched = filled;
      block.widen(filled == block.text().length ? 2 * filled : filled);
      int read = source.readNBytes(block.text(), filled, block.text().length - filled);
      filled += read;
      ended = filled < block.text().length;
      newline = lastNewline(block.text(), searched, filled);
    }
    int cut = ended ? filled : newline + 1;
    carried = Arrays.copyOfRange(block.text(), cut, filled);
    block.set(withoutCarriageReturns(block.text(), cut), ended);
    return true;
  }

  private static int lastNewline(byte[] text, int from, int to) {
    int at = to - 1;
    while (at >= from && text[at] != '\n') {
      at--;
    }
    return at >= from ? at : -1;
  }

  /** The length that remains. */
  private static int withoutCarriageReturns(byte[] text, int length) {
    int first = 0;
    while (first < length && text[first] != '\r') {
      first++;
    }
    int kept = first;
    for (int at = first; at < length; at++) {
      boolean ofLineEnd = text[at] == '\r' && at + 1 < length && text[at + 1] == '\n';
      if (!ofLineEnd) {
        text[kept++] = text[at] == '\r' ? (byte) ' ' : text[at];
      }
    }
    return kept;
  }
}
