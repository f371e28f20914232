package dev.leeward.cluster;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.parsetools.RecordParser;

/**
 * Cuts a connection's octets into frames: four octets of length, one of kind, content; the length
 * counts kind and content. Owned by the link's event loop.
 */
final class Frames implements Handler<Buffer> {
  /** What to do with a frame, or with octets that are none. */
  interface Receiver {
    void frame(FrameKind kind, byte[] content);

    void broken(String why);
  }

  private static final int LENGTH_OCTETS = 4;
  private static final int KIND_OCTETS = 1;

  private final RecordParser parser = RecordParser.newFixed(LENGTH_OCTETS);
  private final Receiver receiver;
  private int largestOctets;
  private boolean inLength = true;
  private boolean broken;

  Frames(int largestOctets, Receiver receiver) {
    this.largestOctets = largestOctets;
    this.receiver = receiver;
    parser.handler(this::take);
  }

  static Buffer of(FrameKind kind, byte[] content) {
    return Buffer.buffer(LENGTH_OCTETS + KIND_OCTETS + content.length)
        .appendInt(KIND_OCTETS + content.length)
        .appendByte(kind.code())
        .appendBytes(content);
  }

  void largestOctets(int octets) {
    largestOctets = octets;
  }

  /** Nothing that follows is looked at any more. */
  void stop() {
    broken = true;
  }

  @Override
  public void handle(Buffer octets) {
    if (!broken) {
      parser.handle(octets);
    }
  }

  private void take(Buffer part) {
    if (broken) {
      return;
    }
    if (inLength) {
      takeLength(part.getUnsignedInt(0));
    } else {
      inLength = true;
      parser.fixedSizeMode(LENGTH_OCTETS);
      takeContent(part);
    }
  }

  private void takeLength(long octets) {
    if (octets < KIND_OCTETS || octets > KIND_OCTETS + largestOctets) {
      fail("a frame of " + octets + " octets where " + largestOctets + " are allowed");
      return;
    }
    inLength = false;
    parser.fixedSizeMode((int) octets);
  }

  private void takeContent(Buffer part) {
    FrameKind kind = FrameKind.ofCode(part.getByte(0));
    if (kind == null) {
      fail("a frame of unknown kind " + part.getUnsignedByte(0));
      return;
    }
    receiver.frame(kind, part.getBytes(KIND_OCTETS, part.length()));
  }

  private void fail(String why) {
    broken = true;
    receiver.broken(why);
  }
}
