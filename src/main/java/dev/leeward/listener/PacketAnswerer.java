package dev.leeward.listener;

import dev.leeward.answer.Client;
import java.nio.ByteBuffer;

/** From one packet to one answer. Owned by one thread; must not throw. */
interface PacketAnswerer {
  /**
   * The answer in an array, valid until the next call; nothing remains in it when there is to be
   * none.
   */
  ByteBuffer answer(byte[] packet, int length, Client client);
}
