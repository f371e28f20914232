package dev.leeward.listener;

import dev.leeward.answer.Transport;

/**
 * Told what becomes of TCP and TLS connections, by any of the listener's threads: must neither
 * block nor throw.
 */
public interface ConnectionObserver {
  ConnectionObserver NONE = new ConnectionObserver() {};

  /** Why a connection ended, or never began. */
  enum End {
    /** The client closed it, or it broke. */
    CLIENT,
    /** No whole query within the idle timeout, or answers that nobody read for as long. */
    IDLE,
    /** It was idle longest when there was no room for another. */
    PRESSURE,
    /** One connection too many of this client. */
    CLIENT_LIMIT,
    /** One connection too many, and none that could be closed for it. */
    TOTAL_LIMIT,
    /** The TLS handshake failed. */
    HANDSHAKE,
    /** The listener stopped. */
    STOPPED
  }

  default void opened(Transport transport) {}

  /** Once for each that was opened. */
  default void closed(Transport transport, End end) {}
}
