package dev.leeward.cluster;

/**
 * Takes what comes over the peer link. Called on the link's own thread: post it to your inbox and
 * return. The name is proven by the sender's key; the octets are hostile until verified.
 */
public interface PeerInbox {
  void ballot(String fromPeer, byte[] signedBallot);

  void ledger(String fromPeer, byte[] entries);

  /** What decides nothing, from a peer's {@link PeerLink#sendNotice}. */
  default void notice(String fromPeer, byte[] content) {}

  /** Both connections to the peer stand: the moment to send it the newest ballot and the ledger. */
  void connected(String peer);
}
