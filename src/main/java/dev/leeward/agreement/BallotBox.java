package dev.leeward.agreement;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The newest ballot of every voter. Owned by the decision loop.
 *
 * <p>A ballot is fresh while the number of mine that it echoes was sent less than the expiry ago on
 * my own monotonic clock. No two clocks are compared, and a ballot that was delayed, replayed or
 * stored proves nothing: whoever wrote it had not yet seen what I sent since. Freshness by arrival
 * made a false switch at every heal.
 */
public final class BallotBox {
  /** What became of a ballot that arrived. */
  public enum Receipt {
    NEWER,
    /** Seen before, or older than one that was. */
    OLD,
    /** Below a boot epoch that this voter's own signature proves: its process should know. */
    OLD_EPOCH,
    /** Two ballots with one number and different octets: the voter is ignored from now on. */
    EQUIVOCATION,
    /** From a voter that is ignored. */
    IGNORED
  }

  private final String self;
  private final long expiryNanos;
  private final Map<String, SignedBallot> newest = new TreeMap<>();
  private final Set<String> equivocators = new HashSet<>();
  private final TreeMap<Long, Long> sentNanos = new TreeMap<>();
  private long bootEpoch;
  private @Nullable SignedBallot own;

  public BallotBox(String self, long bootEpoch, Duration expiry) {
    this.self = self;
    this.bootEpoch = bootEpoch;
    this.expiryNanos = expiry.toNanos();
  }

  /** My own ballot was sent; only now can an echo of it prove anything. */
  public void sent(SignedBallot ballot, long nowNanos) {
    own = ballot;
    sentNanos.put(ballot.ballot().number(), nowNanos);
    while (nowNanos - sentNanos.firstEntry().getValue() > expiryNanos) {
      sentNanos.pollFirstEntry();
    }
  }

  /** My boot epoch was raised: what was sent under the old one proves nothing. */
  public void begin(long raisedBootEpoch) {
    bootEpoch = raisedBootEpoch;
    sentNanos.clear();
    own = null;
  }

  /**
   * After a suspend nothing that was sent or received before proves freshness. Echoes go on from
   * what was seen.
   */
  public void forgetFreshness() {
    sentNanos.clear();
  }

  /**
   * @param ballot of another voter, its signature verified
   */
  public Receipt receive(SignedBallot ballot) {
    String voter = ballot.ballot().voter();
    if (equivocators.contains(voter)) {
      return Receipt.IGNORED;
    }
    SignedBallot known = newest.get(voter);
    if (known == null || ballot.ballot().isNewerThan(known.ballot())) {
      newest.put(voter, ballot);
      return Receipt.NEWER;
    }
    if (known.ballot().isNewerThan(ballot.ballot())) {
      return ballot.ballot().bootEpoch() < known.ballot().bootEpoch()
          ? Receipt.OLD_EPOCH
          : Receipt.OLD;
    }
    if (java.util.Arrays.equals(known.content(), ballot.content())) {
      return Receipt.OLD;
    }
    equivocators.add(voter);
    newest.remove(voter);
    return Receipt.EQUIVOCATION;
  }

  /**
   * Whether that ballot would be new here: asked before a signature is verified, which is what
   * costs.
   */
  public boolean isNews(Ballot ballot) {
    SignedBallot known = newest.get(ballot.voter());
    return known == null || !known.ballot().isNewerThan(ballot);
  }

  public @Nullable SignedBallot newestOf(String voter) {
    return voter.equals(self) ? own : newest.get(voter);
  }

  public Set<String> equivocators() {
    return Set.copyOf(equivocators);
  }

  public boolean isFresh(Ballot ballot, long nowNanos) {
    if (ballot.voter().equals(self)) {
      return true;
    }
    Long sent = sentNanos.get(echoedNumber(ballot));
    return sent != null && nowNanos - sent < expiryNanos;
  }

  /** Which ballot of mine in this boot epoch it echoes; 0 for none. */
  public long echoedNumber(Ballot ballot) {
    for (Echo echo : ballot.echoes()) {
      if (echo.voter().equals(self) && echo.bootEpoch() == bootEpoch) {
        return echo.number();
      }
    }
    return 0;
  }

  /** When that ballot of mine was sent; null for one that proves nothing any more. */
  public @Nullable Long sentNanos(long number) {
    return sentNanos.get(number);
  }

  /** Fresh ballots of the electorate, mine included, by voter's name. */
  public List<SignedBallot> fresh(Electorate electorate, long nowNanos) {
    List<SignedBallot> fresh = new ArrayList<>();
    for (Voter voter : electorate.voters()) {
      SignedBallot ballot = newestOf(voter.name());
      if (ballot != null && isFresh(ballot.ballot(), nowNanos)) {
        fresh.add(ballot);
      }
    }
    return fresh;
  }

  /**
   * What my next ballot tells the others that I have of them.
   *
   * @param heard whether I hear that voter itself
   */
  public List<Echo> echoes(Predicate<String> heard) {
    return newest.values().stream()
        .map(SignedBallot::ballot)
        .map(ballot ->
            new Echo(
                ballot.voter(), ballot.bootEpoch(), ballot.number(), heard.test(ballot.voter())))
        .toList();
  }

  /**
   * The next instant at which a ballot that is fresh now stops being so unless a newer one comes,
   * at the latest {@code horizon}.
   */
  public long nextExpiryNanos(Electorate electorate, long nowNanos, long horizonNanos) {
    long next = horizonNanos;
    Map<String, Long> sentOf = new HashMap<>();
    for (String voter : electorate.others(self)) {
      SignedBallot ballot = newest.get(voter);
      if (ballot != null && isFresh(ballot.ballot(), nowNanos)) {
        ballot.ballot().echoes().stream()
            .filter(echo -> echo.voter().equals(self))
            .forEach(echo -> sentOf.put(voter, sentNanos.getOrDefault(echo.number(), nowNanos)));
        next = Math.min(next, sentOf.getOrDefault(voter, nowNanos) + expiryNanos);
      }
    }
    return next;
  }
}
