package dev.leeward.cluster;

/** Sees what the peer link does. Called on the link's thread or a sender's; must not block. */
public interface LinkObserver {
  LinkObserver NONE = new LinkObserver() {};

  default void sent(String peer, LinkChannel channel, int octets) {}

  default void received(String peer, LinkChannel channel, int octets) {}

  /** A ballot that could not leave in time and was replaced, or ledger entries given up. */
  default void dropped(String peer, LinkChannel channel) {}

  default void dialled(String peer, LinkChannel channel) {}

  default void connected(String peer, LinkChannel channel) {}

  default void disconnected(String peer, LinkChannel channel) {}

  default void refused(Refusal refusal) {}
}
