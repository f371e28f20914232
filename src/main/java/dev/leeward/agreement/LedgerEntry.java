package dev.leeward.agreement;

import dev.leeward.topology.Digest;
import java.util.List;

/** One place of the ledger. Newer entries replace older ones; nothing is removed. */
public sealed interface LedgerEntry {
  String key();

  Digest digest();

  /**
   * Whether this one wins over {@code other} of the same key: a total order, so merging is a
   * join-semilattice.
   */
  boolean supersedes(LedgerEntry other);

  /**
   * A decision with the ballots whose equal proposals made it.
   *
   * @param certificate a quorum of signed ballots; empty when it was taken with a ledger that a
   *     quorum carries
   * @param digest of the decision: every merge and every comparison of ledgers needs it
   */
  record Decided(Decision decision, List<SignedBallot> certificate, Digest digest)
      implements LedgerEntry {
    public Decided {
      certificate = List.copyOf(certificate);
    }

    public Decided(Decision decision, List<SignedBallot> certificate) {
      this(decision, certificate, decision.digest());
    }

    public static String key(String service) {
      return "decision/" + service;
    }

    @Override
    public String key() {
      return key(decision.service());
    }

    /**
     * Higher term wins. Equal terms - two quorums can share a voter that changed its mind - fall to
     * the one with fewer records out, then to the smaller digest: by digest alone a record that had
     * returned went out again.
     */
    @Override
    public boolean supersedes(LedgerEntry other) {
      if (!(other instanceof Decided decided)) {
        return false;
      }
      if (decision.term() != decided.decision.term()) {
        return decision.term() > decided.decision.term();
      }
      if (decision.recordsOut() != decided.decision.recordsOut()) {
        return decision.recordsOut() < decided.decision.recordsOut();
      }
      return digest().compareTo(decided.digest()) < 0;
    }
  }

  /**
   * An override with the signature of the instance that accepted it.
   *
   * @param instance the accepting one
   * @param digest of the override
   */
  record Overridden(OverrideEntry override, String instance, byte[] signature, Digest digest)
      implements LedgerEntry {
    public Overridden(OverrideEntry override, String instance, byte[] signature) {
      this(override, instance, signature, Digest.of(LedgerCodec.content("", override)));
    }

    @Override
    public String key() {
      return override.key();
    }

    /**
     * By term, then the safer: drain over undrain, freeze over thaw, earlier region; then the
     * smaller digest, to leave nothing open.
     */
    @Override
    public boolean supersedes(LedgerEntry other) {
      if (!(other instanceof Overridden overridden)) {
        return false;
      }
      if (override.term() != overridden.override.term()) {
        return override.term() > overridden.override.term();
      }
      boolean isSafer = override.isSaferThan(overridden.override);
      if (isSafer != overridden.override.isSaferThan(override)) {
        return isSafer;
      }
      return digest().compareTo(overridden.digest()) < 0;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Overridden overridden
          && override.equals(overridden.override)
          && instance.equals(overridden.instance);
    }

    @Override
    public int hashCode() {
      return override.hashCode() * 31 + instance.hashCode();
    }
  }
}
