package dev.leeward.listener;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.Test;

class FramesTest {
  private final Frames frames = new Frames();

  @Test
  void aMessageIsThereWhenItsLastOctetIs() {
    for (byte octet : new byte[] {0, 2, 7}) {
      frames.add(new byte[] {octet});
      assertNull(frames.next());
    }
    frames.add(new byte[] {8, 0});
    assertArrayEquals(new byte[] {7, 8}, frames.next());
    assertNull(frames.next());
  }

  @Test
  void messagesLongerThanTheRoomAtHandComeOutWhole() {
    byte[] longest = new byte[2 + 0xFFFF];
    longest[0] = longest[1] = (byte) 0xFF;
    longest[longest.length - 1] = 42;
    for (int round = 0; round < 3; round++) {
      frames.add(new byte[] {0, 1, 5});
      frames.add(longest);
      assertArrayEquals(new byte[] {5}, frames.next());
      assertArrayEquals(java.util.Arrays.copyOfRange(longest, 2, longest.length), frames.next());
      assertNull(frames.next());
    }
  }

  @Test
  void anEmptyMessageIsAMessage() {
    frames.add(new byte[] {0, 0, 0, 1, 9});
    assertArrayEquals(new byte[0], frames.next());
    assertArrayEquals(new byte[] {9}, frames.next());
  }
}
