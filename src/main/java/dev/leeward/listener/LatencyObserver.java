package dev.leeward.listener;

import dev.leeward.answer.Transport;

/** Told how long some of the answers took, by any listener thread: must neither block nor throw. */
public interface LatencyObserver {
  LatencyObserver NONE = (_, _) -> {};

  /** From the packet's octets to the answer's, without the sockets. */
  void took(Transport transport, long nanos);
}
