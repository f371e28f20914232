package dev.leeward.agreement;

/** One opinion as a ballot carries it, at two bits a target. The order is the wire form's. */
public enum Vote {
  UNKNOWN,
  UP,
  /** Up, but a failing streak has begun. */
  SUSPECT,
  DOWN;

  public boolean saysUp() {
    return this == UP || this == SUSPECT;
  }
}
