package dev.leeward.agreement;

/**
 * Whether a region or a record of a service is in or out, with its memory. Time is no part of it.
 *
 * @param sinceTerm the decision's term in which it last changed; 0 when it never did
 * @param flaps how often it went out since it was last forgiven
 */
public record Standing(boolean in, long sinceTerm, int flaps) {
  public static final Standing IN = new Standing(true, 0, 0);

  public Standing goesOut(long term) {
    return in ? new Standing(false, term, flaps + 1) : this;
  }

  public Standing comesIn(long term) {
    return in ? this : new Standing(true, term, flaps);
  }

  public Standing forgiven() {
    return new Standing(in, sinceTerm, 0);
  }
}
