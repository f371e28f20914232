package dev.leeward.health;

/** What a result says about the path to the endpoint. */
public enum Evidence {
  /** The endpoint itself answered: the path is proven. */
  ANSWER,
  /** Nothing came from it: it, the path or this observer's network. */
  SILENCE,
  /** Learned on this host, without the path. */
  HEARSAY
}
