package dev.leeward.listener;

import dev.leeward.answer.Client;
import java.nio.ByteBuffer;

/** Takes exchanges from one listener thread, which calls it: must neither block nor throw. */
public interface QueryTap {
  /** Whether the next query is to be told; asked once for each. */
  boolean wantsNext();

  /**
   * @param answer empty when there is none; all is the caller's and changes after the call
   * @param atNanos when the query was read, since 1970
   */
  void took(
      byte[] packet, int length, Client client, ByteBuffer answer, long atNanos, long tookNanos);
}
