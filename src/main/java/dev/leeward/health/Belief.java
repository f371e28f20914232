package dev.leeward.health;

/** What a ballot says of a target: an {@link Opinion} in two bits. */
public enum Belief {
  UNKNOWN,
  UP,

  /** Up, but a failing streak has begun. */
  SUSPECT,
  DOWN
}
