package dev.leeward.cluster;

/** Why the peer link refused a connection or closed one. */
public enum Refusal {
  /** Not TLS 1.3, or the handshake was not finished. */
  HANDSHAKE,
  /** A certificate whose key is no configured instance's public-key. */
  UNKNOWN_KEY,
  /** The key is an instance's, but not the one it says it is or was dialled as. */
  WRONG_INSTANCE,
  WRONG_CLUSTER,
  WRONG_VERSION,
  /** Too large, of an unknown kind, or not in its place. */
  BAD_FRAME
}
