package dev.leeward.agreement;

/**
 * Why a voter does not simply say up of a target: shown to people, never counted. It travels in the
 * ballot, so that a decision's certificate tells for good what its voters saw.
 *
 * @param target its place in the service's target list
 * @param failing whether the newest results failed; false while it recovers
 * @param streak how many results in a row were alike
 * @param reason of the newest failure; printable ASCII, at most {@link #LONGEST_REASON} characters
 */
public record Remark(String service, int target, boolean failing, int streak, String reason) {
  /** A ballot has no more: a mass failure costs about what a quiet day costs. */
  public static final int MOST = 32;

  public static final int LONGEST_REASON = 160;

  public Remark {
    reason = printable(reason.substring(0, Math.min(reason.length(), LONGEST_REASON)));
  }

  /** Peers write it and terminals show it. */
  private static String printable(String text) {
    boolean plain = text.chars().allMatch(each -> each >= ' ' && each <= '~');
    return plain ? text : text.replaceAll("[^ -~]", "?");
  }
}
