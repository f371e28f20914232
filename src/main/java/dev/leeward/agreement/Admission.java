package dev.leeward.agreement;

import dev.leeward.topology.Digest;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
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
  public Arrivals into(Ledger ledger) {
    return new Arrivals(places, ledger);
  }

  public Outcome admit(LedgerEntry entry, Arrivals arrivals) {
    return switch (entry) {
      case LedgerEntry.Decided decided -> admit(decided);
      case LedgerEntry.Overridden overridden -> admit(overridden, arrivals);
    };
  }

  /**
   * Verified by the keys and the proposal's digest alone, whatever target lists its ballots name:
   * else a decision is stranded.
   */
  private Outcome admit(LedgerEntry.Decided decided) {
    if (decided.decision().term() <= 0 || decided.decision().term() > HIGHEST_TERM) {
      return Outcome.ABSURD;
    }
    boolean certified =
        isCertifiedBy(electorate, decided, ballot -> true)
            || before != null && isCertifiedBy(before, decided, ballot -> true)
            || isCertifiedBeforeAVoterWasAdded(decided);
    return certified ? Outcome.ADMITTED : Outcome.NO_QUORUM;
  }

  /**
   * Whoever starts with an added voter in its configuration has no electorate before the running
   * one: what a smaller quorum decided would be stranded at those that have it. The ballots
   * themselves say, signed, which electorate theirs was.
   */
  private boolean isCertifiedBeforeAVoterWasAdded(LedgerEntry.Decided decided) {
    return electorate.withOneVoterLess().stream()
        .anyMatch(smaller ->
            isCertifiedBy(
                smaller, decided, ballot -> ballot.electorate().equals(smaller.digest())));
  }

  private boolean isCertifiedBy(
      Electorate voters, LedgerEntry.Decided decided, Predicate<Ballot> counts) {
    Digest digest = decided.digest();
    Set<String> proposers = new HashSet<>();
    for (SignedBallot ballot : decided.certificate()) {
      if (ballot.ballot().cluster().equals(voters.cluster())
          && counts.test(ballot.ballot())
          && Tally.proposes(ballot.ballot(), decided.decision().service(), digest)
          && voters
              .voter(ballot.ballot().voter())
              .filter(voter -> ballot.isSignedBy(voter, signatures))
              .isPresent()) {
        proposers.add(ballot.ballot().voter());
      }
    }
    return proposers.size() >= voters.quorum();
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

  /**
   * Whether a quorum of fresh ballots carries exactly these entries as its ledger: they then need
   * no certificate.
   */
  public boolean isCarriedByQuorum(List<LedgerEntry> whole, List<SignedBallot> fresh) {
    Digest digest = Ledger.EMPTY.mergeAll(whole).digest();
    return fresh.stream().filter(ballot -> ballot.ballot().ledger().equals(digest)).count()
        >= electorate.quorum();
  }
}
