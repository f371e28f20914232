package dev.leeward.answer;

import dev.leeward.serving.ClientAddress;
import dev.leeward.serving.RateLimit;

/**
 * How many equal answers a network got of late: same name, type and code, to the same /24 or /56,
 * where the addresses that a flood may forge lie side by side. Each kind of answer has a bucket
 * that fills at the limit's rate and holds one second of it. Owned by its responder's thread.
 *
 * <p>The table never grows: a kind that finds no free place takes that of the neighbour which was
 * quiet for longest, and so at worst lets somebody through. {@code seed} keeps others from choosing
 * who meets whom in it.
 */
final class RateLimiter {
  /** What becomes of an answer. */
  enum Fate {
    SENT,
    /** Cut to its question with TC, so that an honest client asks again over TCP. */
    TRUNCATED,
    DROPPED
  }

  private static final int PLACES = 1 << 16;
  private static final int NEIGHBOURS = 4;
  private static final int IPV4_PREFIX_BITS = 24;
  private static final int IPV6_PREFIX_BITS = 56;
  private static final int THOUSANDTHS = 1000;

  /** Of a place in the table, four numbers: side by side, as memory comes in lines of eight. */
  private static final int PLACE = 4;

  private static final int LAST_MILLIS = 1;
  private static final int CREDIT = 2;
  private static final int REFUSALS = 3;

  private final long seed;
  private final long[] table = new long[PLACES * PLACE];

  RateLimiter(long seed) {
    this.seed = seed;
  }

  /**
   * @param kind the code and, where they tell answers apart, the type: any number
   * @param nameHash of the name of what the zone has for the question, so that a wildcard's or a
   *     missing name's countless spellings are one
   */
  Fate fate(RateLimit limit, ClientAddress client, int nameHash, int kind, long nowMillis) {
    long hash = hash(client, nameHash, kind);
    int at = find(hash);
    long full = (long) limit.responsesPerSecond() * THOUSANDTHS;
    if (table[at] != hash) {
      table[at] = hash;
      table[at + CREDIT] = full;
      table[at + REFUSALS] = 0;
    } else {
      // A clock that was set back gives nothing, and takes nothing.
      long elapsed = Math.clamp(nowMillis - table[at + LAST_MILLIS], 0, THOUSANDTHS);
      long more = table[at + CREDIT] + elapsed * limit.responsesPerSecond();
      table[at + CREDIT] = Math.min(full, more);
    }
    table[at + LAST_MILLIS] = nowMillis;
    if (table[at + CREDIT] >= THOUSANDTHS) {
      table[at + CREDIT] -= THOUSANDTHS;
      return Fate.SENT;
    }
    long refusals = ++table[at + REFUSALS];
    boolean slips = limit.slip() > 0 && refusals % limit.slip() == 0;
    return slips ? Fate.TRUNCATED : Fate.DROPPED;
  }

  /** Where the numbers of that kind are, or of the one that has to give way. */
  private int find(long hash) {
    int first = (int) (hash >>> 32) & PLACES - 1;
    int quietest = first * PLACE;
    for (int i = 0; i < NEIGHBOURS; i++) {
      int at = (first + i & PLACES - 1) * PLACE;
      if (table[at] == hash) {
        return at;
      }
      if (table[at + LAST_MILLIS] < table[quietest + LAST_MILLIS]) {
        quietest = at;
      }
    }
    return quietest;
  }

  private long hash(ClientAddress client, int nameHash, int kind) {
    int bits = client.isIpv6() ? IPV6_PREFIX_BITS : IPV4_PREFIX_BITS;
    long network = (long) client.length() << bits | client.high() >>> Long.SIZE - bits;
    long answer = (long) nameHash << Integer.SIZE | kind & 0xFFFFFFFFL;
    return mix(mix(seed ^ network) ^ answer) | 1; // never 0, which marks a free slot
  }

  /** The finalizer of SplitMix64: every bit reaches every other. */
  private static long mix(long bits) {
    long mixed = (bits ^ bits >>> 30) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ mixed >>> 27) * 0x94D049BB133111EBL;
    return mixed ^ mixed >>> 31;
  }
}
