package dev.leeward.agreement;

import dev.leeward.topology.Digest;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Whether an entry from elsewhere may enter the ledger. Replicated state is hostile input: nothing
 * is believed because of where it came from.
 *
 * @param before the electorate before the running one: certificates and overrides of a voter just
 *     removed still verify
 * @param places of the running configuration
 */
public record Admission(
    Electorate electorate, @Nullable Electorate before, SignatureCheck signatures, Places places) {
  /** What became of an entry. */
  public enum Outcome {
    ADMITTED,
    /** The certificate is no quorum of ballots that propose it. */
    NO_QUORUM,
    /** An override whose signature is not that of a voter. */
    BAD_SIGNATURE,
    /** A term, time or count that no honest instance writes. */
    ABSURD,
    /** One more override for regions and services that this configuration does not have. */
    TOO_MANY_UNKNOWN
  }

  /** Terms begin at the wall clock's milliseconds and rise by one; this is the year 10889. */
  private static final long HIGHEST_TERM = 1L << 48;

  /** What comes at once into a ledger is admitted with one of these. */
  public Arrivals into(Ledger ledger, Hearsay hearsay) {
    return new Arrivals(places, ledger, hearsay);
  }

  /** Whether a quorum of these ballots names this electorate as the one that its voter runs. */
  public boolean isRunByQuorum(List<SignedBallot> fresh) {
    return fresh.stream()
            .filter(ballot -> ballot.ballot().electorate().equals(electorate.digest()))
            .count()
        >= electorate.quorum();
  }

  public Outcome admit(LedgerEntry entry, Arrivals arrivals) {
    return switch (entry) {
      case LedgerEntry.Decided decided -> admit(decided, arrivals);
      case LedgerEntry.Overridden overridden -> admit(overridden, arrivals);
    };
  }

  /**
   * Verified by the keys and the proposal's digest alone, whatever target lists its ballots name:
   * else a decision is stranded.
   */
  private Outcome admit(LedgerEntry.Decided decided, Arrivals arrivals) {
    if (decided.decision().term() <= 0 || decided.decision().term() > HIGHEST_TERM) {
      return Outcome.ABSURD;
    }
    boolean certified =
        isCertifiedBy(electorate, decided)
            || isCertifiedByFormer(decided, arrivals.hearsay())
            || isVouchedFor(decided, arrivals.hearsay());
    return certified ? Outcome.ADMITTED : Outcome.NO_QUORUM;
  }

  private boolean isCertifiedBy(Electorate voters, LedgerEntry.Decided decided) {
    return proposers(voters, decided).size() >= voters.quorum();
  }

  /**
   * By the electorate before this one, or by one that this may have grown from.
   *
   * <p>Of an even number of voters a smaller quorum than the running one decided: fewer liars would
   * do. So what one proves is not taken by an instance that signed it: whoever else takes it makes
   * it {@linkplain #isVouchedFor vouched for}, and all end alike. And where only its ballots say
   * which electorate decided, it counts until a quorum was seen to run this one.
   */
  private boolean isCertifiedByFormer(LedgerEntry.Decided decided, Hearsay hearsay) {
    boolean mine =
        decided.certificate().stream()
            .anyMatch(ballot -> ballot.ballot().voter().equals(hearsay.self()));
    if (before != null
        && isCertifiedBy(before, decided)
        && (before.quorum() >= electorate.quorum() || !mine)) {
      return true;
    }
    return electorate.withOneVoterLess().stream()
        .filter(smaller -> smaller.quorum() >= electorate.quorum() || !hearsay.settled() && !mine)
        .anyMatch(smaller -> isCertifiedByGrown(smaller, decided));
  }

  /**
   * Whoever starts with an added voter in its configuration knows no electorate before the running
   * one: what a smaller quorum decided would be stranded at those that have it. The ballots say,
   * signed, which electorate their voter ran; who had not reloaded yet counted those that had.
   */
  private boolean isCertifiedByGrown(Electorate smaller, LedgerEntry.Decided decided) {
    List<Ballot> proposers = proposers(smaller, decided);
    Set<Digest> ran =
        proposers.stream().map(Ballot::electorate).collect(Collectors.toUnmodifiableSet());
    return proposers.size() >= smaller.quorum()
        && ran.contains(smaller.digest())
        && Set.of(smaller.digest(), electorate.digest()).containsAll(ran);
  }

  /**
   * Those who signed it then and those who hold it now are a quorum together: what one instance
   * could take, all can, whichever electorate decided it.
   */
  private boolean isVouchedFor(LedgerEntry.Decided decided, Hearsay hearsay) {
    Set<String> vouching = new HashSet<>(hearsay.carriers());
    proposers(electorate, decided).forEach(ballot -> vouching.add(ballot.voter()));
    return vouching.size() >= electorate.quorum();
  }

  /** The ballots that propose it and are signed by one of these voters, one a voter. */
  private List<Ballot> proposers(Electorate voters, LedgerEntry.Decided decided) {
    Digest digest = decided.digest();
    Map<String, Ballot> proposers = new TreeMap<>();
    for (SignedBallot ballot : decided.certificate()) {
      if (ballot.ballot().cluster().equals(voters.cluster())
          && Tally.proposes(ballot.ballot(), decided.decision().service(), digest)
          && voters
              .voter(ballot.ballot().voter())
              .filter(voter -> ballot.isSignedBy(voter, signatures))
              .isPresent()) {
        proposers.put(ballot.ballot().voter(), ballot.ballot());
      }
    }
    return List.copyOf(proposers.values());
  }

  private Outcome admit(LedgerEntry.Overridden overridden, Arrivals arrivals) {
    OverrideEntry override = overridden.override();
    if (override.term() <= 0 || override.term() > HIGHEST_TERM) {
      return Outcome.ABSURD;
    }
    boolean signed =
        isSignedIn(electorate, overridden) || before != null && isSignedIn(before, overridden);
    if (!signed) {
      return Outcome.BAD_SIGNATURE;
    }
    return arrivals.take(overridden) ? Outcome.ADMITTED : Outcome.TOO_MANY_UNKNOWN;
  }

  private boolean isSignedIn(Electorate voters, LedgerEntry.Overridden overridden) {
    byte[] content = LedgerCodec.content(voters.cluster(), overridden.override());
    return voters
        .voter(overridden.instance())
        .filter(voter -> signatures.isBy(voter, content, overridden.signature()))
        .isPresent();
  }

  /** An override that this instance accepts itself. */
  public static LedgerEntry.Overridden sign(
      String cluster, OverrideEntry override, String instance, Signer signer) {
    return new LedgerEntry.Overridden(
        override, instance, signer.sign(LedgerCodec.content(cluster, override)));
  }

  /** Who of these fresh ballots' voters carries exactly these entries as its ledger. */
  public Set<String> carriers(List<LedgerEntry> whole, List<SignedBallot> fresh) {
    Digest digest = Ledger.EMPTY.mergeAll(whole).digest();
    return fresh.stream()
        .map(SignedBallot::ballot)
        .filter(ballot -> ballot.ledger().equals(digest))
        .map(Ballot::voter)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Whether so many carry them that they need no certificate. */
  public boolean isQuorum(Set<String> carriers) {
    return carriers.size() >= electorate.quorum();
  }
}
