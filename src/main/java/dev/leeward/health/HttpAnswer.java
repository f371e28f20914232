package dev.leeward.health;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP/1 answer as it comes in, in pieces of any size: bounded, and whatever comes is a state;
 * owned by one probe.
 */
final class HttpAnswer {
  private static final int LONGEST_HEAD = 16 << 10;
  private static final int USUAL_HEAD = 256;
  private static final int LAST_INTERIM = 199;

  /** RFC 9110 section 15.2.2: no other answer follows on that connection. */
  private static final int SWITCHING_PROTOCOLS = 101;

  private final boolean askedForHeadOnly;
  private final StringBuilder begun = new StringBuilder(USUAL_HEAD);
  private @Nullable HttpHead head;
  private @Nullable HttpBody body;
  private boolean valid = true;

  HttpAnswer(boolean askedForHeadOnly) {
    this.askedForHeadOnly = askedForHeadOnly;
  }

  /** False when it can be none any more. */
  boolean isValid() {
    return valid && (body == null || body.state() != HttpBody.State.INVALID);
  }

  /** Null until it is complete. */
  @Nullable HttpHead head() {
    return head;
  }

  /** Whether all of the body that is looked at is there. */
  boolean hasBody() {
    return body != null && body.state() == HttpBody.State.FINISHED;
  }

  /** What of the body is there. */
  byte[] body() {
    return body == null ? new byte[0] : body.octets();
  }

  void take(ByteBuffer piece) {
    while (piece.hasRemaining() && valid && head == null) {
      takeHead((char) (piece.get() & 0xff));
    }
    if (body != null) {
      body.take(piece);
    }
  }

  /** The other side says no more. */
  void end() {
    if (body != null) {
      body.end();
    }
  }

  private void takeHead(char octet) {
    if (begun.length() == LONGEST_HEAD || !HttpHead.mayBeginWith(begun.length(), octet)) {
      valid = false;
      return;
    }
    begun.append(octet);
    if (octet == '\n' && endsWithAnEmptyLine()) {
      headIsComplete(HttpHead.parse(begun));
      begun.setLength(0);
    }
  }

  private boolean endsWithAnEmptyLine() {
    int before = begun.length() - 2;
    if (before >= 0 && begun.charAt(before) == '\r') {
      before--;
    }
    return before >= 0 && begun.charAt(before) == '\n';
  }

  private void headIsComplete(@Nullable HttpHead read) {
    if (read == null) {
      valid = false;
    } else if (read.status() > LAST_INTERIM || read.status() == SWITCHING_PROTOCOLS) {
      body = HttpBody.of(read, askedForHeadOnly);
      valid = body != null;
      head = valid ? read : null;
    }
  }
}
