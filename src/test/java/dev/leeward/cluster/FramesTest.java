package dev.leeward.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class FramesTest implements Frames.Receiver {
  private static final int LARGEST = 8;

  private final List<String> seen = new ArrayList<>();
  private final Frames frames = new Frames(LARGEST, this);

  @Override
  public void frame(FrameKind kind, byte[] content) {
    seen.add(kind + " " + new String(content, StandardCharsets.US_ASCII));
  }

  @Override
  public void broken(String why) {
    seen.add("broken: " + why);
  }

  private static Buffer frame(FrameKind kind, String content) {
    return Frames.of(kind, content.getBytes(StandardCharsets.US_ASCII));
  }

  @Test
  void framesAreFoundHoweverTheOctetsArrive() {
    Buffer octets =
        frame(FrameKind.BALLOT, "one")
            .appendBuffer(frame(FrameKind.PING, ""))
            .appendBuffer(frame(FrameKind.LEDGER, "12345678"));
    List<String> expected = List.of("BALLOT one", "PING ", "LEDGER 12345678");
    frames.handle(octets);
    assertEquals(expected, seen);
    seen.clear();
    for (int i = 0; i < octets.length(); i++) {
      frames.handle(octets.getBuffer(i, i + 1));
    }
    assertEquals(expected, seen);
  }

  @Test
  void aFrameThatIsTooLargeEndsEverythingAtItsLength() {
    frames.handle(frame(FrameKind.LEDGER, "123456789").appendBuffer(frame(FrameKind.PING, "")));
    frames.handle(frame(FrameKind.PING, ""));
    assertEquals(List.of("broken: a frame of 10 octets where 8 are allowed"), seen);
  }

  @Test
  void emptyAndUnknownFramesEndEverything() {
    frames.handle(Buffer.buffer().appendInt(0).appendBuffer(frame(FrameKind.PING, "")));
    assertEquals(List.of("broken: a frame of 0 octets where 8 are allowed"), seen);
    seen.clear();
    new Frames(LARGEST, this)
        .handle(Buffer.buffer().appendInt(1).appendByte((byte) 99).appendInt(1));
    assertEquals(List.of("broken: a frame of unknown kind 99"), seen);
  }

  @Test
  void aHelloSurvivesTheWayAndAnythingElseIsNone() {
    Hello hello = new Hello(Hello.VERSION, 1, "example-dns", "fra-1");
    assertEquals(hello, Hello.read(hello.write()));
    assertEquals(null, Hello.read(new byte[0]));
    assertEquals(null, Hello.read(new byte[] {1, 1, 0, 100, 'x'}));
  }

  @Test
  void whatOthersSayFitsOnOneLineOfALog() {
    assertEquals("a?b", LinkErrors.printable("a\nb"));
    assertEquals(203, LinkErrors.printable("x".repeat(1000)).length());
  }
}
