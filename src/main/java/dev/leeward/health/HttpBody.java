package dev.leeward.health;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * As much of an HTTP/1 answer's body as is looked at (RFC 9112 sections 6 and 7); owned by one
 * probe.
 */
final class HttpBody {
  /** How its end is told. */
  private enum Framing {
    LENGTH,
    CHUNKS,
    CLOSE
  }

  /** How far it is. */
  enum State {
    UNFINISHED,
    FINISHED,
    INVALID
  }

  private static final int LONGEST_CHUNK_LINE = 4096;

  private final ByteArrayOutputStream read = new ByteArrayOutputStream(0);
  private final Framing framing;
  private final StringBuilder chunkLine = new StringBuilder(0);
  private long left;
  private boolean afterChunk;
  private State state = State.UNFINISHED;

  private HttpBody(Framing framing, long left) {
    this.framing = framing;
    this.left = left;
  }

  /** Null where the head contradicts itself (section 6.3). */
  static @Nullable HttpBody of(HttpHead head, boolean askedForHeadOnly) {
    if (askedForHeadOnly || head.status() == 204 || head.status() == 304) {
      return ended(new HttpBody(Framing.LENGTH, 0));
    }
    String codings = head.all("Transfer-Encoding").toLowerCase(Locale.ROOT);
    if (!codings.isEmpty()) {
      boolean chunked = codings.substring(codings.lastIndexOf(',') + 1).strip().equals("chunked");
      return new HttpBody(chunked ? Framing.CHUNKS : Framing.CLOSE, 0);
    }
    String lengths = head.all("Content-Length");
    if (lengths.isEmpty()) {
      return new HttpBody(Framing.CLOSE, 0);
    }
    long length = -1;
    for (String each : lengths.split(",", -1)) {
      long told = number(each.strip(), 10);
      if (told < 0 || (length >= 0 && length != told)) {
        return null;
      }
      length = told;
    }
    return ended(new HttpBody(Framing.LENGTH, length));
  }

  private static HttpBody ended(HttpBody body) {
    body.state = body.left == 0 ? State.FINISHED : State.UNFINISHED;
    return body;
  }

  /** Minus one for what is none. */
  private static long number(String digits, int radix) {
    if (digits.isEmpty() || digits.length() > 15) {
      return -1;
    }
    for (int i = 0; i < digits.length(); i++) {
      if (digits.charAt(i) > 'f' || Character.digit(digits.charAt(i), radix) < 0) {
        return -1;
      }
    }
    return Long.parseLong(digits, radix);
  }

  State state() {
    return state;
  }

  byte[] octets() {
    return read.toByteArray();
  }

  void take(ByteBuffer piece) {
    while (piece.hasRemaining() && state == State.UNFINISHED) {
      switch (framing) {
        case CLOSE -> keep(piece, piece.remaining());
        case LENGTH -> {
          left -= keep(piece, left);
          ended(this);
        }
        case CHUNKS -> takeChunk(piece);
      }
      if (read.size() >= TextExpectation.LOOKED_AT) {
        state = State.FINISHED;
      }
    }
  }

  /** The other side says no more. */
  void end() {
    if (framing == Framing.CLOSE) {
      state = State.FINISHED;
    }
  }

  private int keep(ByteBuffer piece, long most) {
    int room = TextExpectation.LOOKED_AT - read.size();
    byte[] kept = new byte[(int) Math.min(Math.min(piece.remaining(), most), room)];
    piece.get(kept);
    read.writeBytes(kept);
    return kept.length;
  }

  private void takeChunk(ByteBuffer piece) {
    if (left > 0) {
      left -= keep(piece, left);
      afterChunk = left == 0;
      return;
    }
    char octet = (char) (piece.get() & 0xff);
    if (octet != '\n') {
      chunkLine.append(octet);
      state = chunkLine.length() > LONGEST_CHUNK_LINE ? State.INVALID : state;
    } else if (afterChunk) {
      state = chunkLine.toString().isBlank() ? state : State.INVALID;
      afterChunk = false;
      chunkLine.setLength(0);
    } else {
      beginChunk();
    }
  }

  /** The last one has length zero; what follows it is not looked at. */
  private void beginChunk() {
    String line = chunkLine.toString();
    int extension = line.indexOf(';');
    left = number((extension < 0 ? line : line.substring(0, extension)).strip(), 16);
    chunkLine.setLength(0);
    if (left < 0) {
      state = State.INVALID;
    } else if (left == 0) {
      state = State.FINISHED;
    }
  }
}
