package dev.leeward.querylog;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Frame Streams as farsightsec/fstrm has them: a data frame is its length and its octets, a control
 * frame begins with a length of zero. Pure but for its streams.
 */
final class FrameStream {
  private static final byte[] CONTENT_TYPE =
      "protobuf:dnstap.Dnstap".getBytes(StandardCharsets.US_ASCII);
  private static final int FIELD_CONTENT_TYPE = 1;
  private static final int LARGEST_CONTROL = 512;

  private FrameStream() {}

  /** Kinds of control frames, by their numbers. */
  enum Control {
    ACCEPT(1),
    START(2),
    STOP(3),
    READY(4),
    FINISH(5);

    private final int number;

    Control(int number) {
      this.number = number;
    }

    private boolean hasContentType() {
      return this != STOP && this != FINISH;
    }
  }

  static void write(Control control, DataOutputStream out) throws IOException {
    out.writeInt(0);
    if (control.hasContentType()) {
      out.writeInt(3 * Integer.BYTES + CONTENT_TYPE.length);
      out.writeInt(control.number);
      out.writeInt(FIELD_CONTENT_TYPE);
      out.writeInt(CONTENT_TYPE.length);
      out.write(CONTENT_TYPE);
    } else {
      out.writeInt(Integer.BYTES);
      out.writeInt(control.number);
    }
  }

  static void write(byte[] data, DataOutputStream out) throws IOException {
    out.writeInt(data.length);
    out.write(data);
  }

  /**
   * @throws IOException when the other side says anything else
   */
  static void expect(Control control, DataInputStream in) throws IOException {
    int escape = in.readInt();
    int length = in.readInt();
    if (escape != 0 || length < Integer.BYTES || length > LARGEST_CONTROL) {
      throw new IOException("what reads there speaks no Frame Streams");
    }
    int number = in.readInt();
    in.skipNBytes(length - Integer.BYTES);
    if (number != control.number) {
      throw new IOException("the reader says control frame " + number + ", not " + control);
    }
  }
}
