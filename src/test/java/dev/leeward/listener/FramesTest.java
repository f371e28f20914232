package dev.leeward.listener;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.buffer.Buffer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class FramesTest {
  private final Frames frames = new Frames();
  private final byte[] message = new byte[Frames.LONGEST_MESSAGE];

  private void add(byte... octets) {
    frames.add(Buffer.buffer(octets));
  }

  private byte[] next() {
    assertTrue(frames.hasNext());
    return Arrays.copyOf(message, frames.next(message));
  }

  @Test
  void aMessageIsThereWhenItsLastOctetIs() {
    for (byte octet : new byte[] {0, 2, 7}) {
      add(octet);
      assertFalse(frames.hasNext());
    }
    add((byte) 8, (byte) 0);
    assertArrayEquals(new byte[] {7, 8}, next());
    assertFalse(frames.hasNext());
    add((byte) 1, (byte) 3);
    assertArrayEquals(new byte[] {3}, next());
  }

  @Test
  void messagesLongerThanTheRoomAtHandComeOutWhole() {
    byte[] longest = new byte[Frames.LENGTH_OCTETS + Frames.LONGEST_MESSAGE];
    longest[0] = longest[1] = (byte) 0xFF;
    longest[longest.length - 1] = 42;
    for (int round = 0; round < 3; round++) {
      add((byte) 0, (byte) 1, (byte) 5);
      add(longest);
      assertArrayEquals(new byte[] {5}, next());
      assertArrayEquals(Arrays.copyOfRange(longest, 2, longest.length), next());
      assertFalse(frames.hasNext());
    }
  }

  @Test
  void anEmptyMessageIsAMessage() {
    add((byte) 0, (byte) 0, (byte) 0, (byte) 1, (byte) 9);
    assertArrayEquals(new byte[0], next());
    assertArrayEquals(new byte[] {9}, next());
  }
}
