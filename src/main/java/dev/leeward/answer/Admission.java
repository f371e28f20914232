package dev.leeward.answer;

import dev.leeward.dns.Rcode;
import dev.leeward.serving.RateLimit;
import org.jspecify.annotations.Nullable;

/** Whether an answer goes out. Owned by its responder's thread. */
final class Admission {
  private static final int CODE_BITS = 12;

  private final long seed;

  /** Made when it is first needed: streams and exempt clients never do. */
  private @Nullable RateLimiter limiter;

  Admission(long seed) {
    this.seed = seed;
  }

  /**
   * What an answer is counted as.
   *
   * @param type 0 where it is the same answer for every type
   */
  static int kind(int type, Rcode rcode) {
    return type << CODE_BITS | rcode.code();
  }

  /**
   * A handshake proves the address: nobody is flooded in another's name. So does a cookie, with
   * which nobody need ask here.
   *
   * @param nameHash of the name that the answer is counted under
   */
  RateLimiter.Fate fate(RateLimit limit, Client client, int nameHash, int kind, long nowMillis) {
    boolean isFree =
        limit.isOff() || client.transport().isStream() || limit.isExempt(client.address());
    if (isFree) {
      return RateLimiter.Fate.SENT;
    }
    if (limiter == null) {
      limiter = new RateLimiter(seed);
    }
    return limiter.fate(limit, client.address(), nameHash, kind, nowMillis);
  }
}
