package dev.leeward.cluster;

/**
 * Carries ballots and ledger entries to the peers. May lose, delay, repeat and reorder: correctness
 * never depends on it, only speed does. No call waits.
 */
public interface BallotExchange {
  /** To every peer, newest only: a ballot that could not leave yet is replaced. */
  void sendBallot(byte[] signedBallot);

  void sendBallotTo(String peer, byte[] signedBallot);

  /**
   * Another voter's ballot for a peer that does not hear that voter, newest only for each of both.
   */
  default void passOn(String peer, String voter, byte[] signedBallot) {
    sendBallotTo(peer, signedBallot);
  }

  /** Entries to every peer. */
  void sendLedger(byte[] entries);

  void sendLedgerTo(String peer, byte[] entries);

  /** For an instance without peers. */
  BallotExchange NOBODY =
      new BallotExchange() {
        @Override
        public void sendBallot(byte[] signedBallot) {}

        @Override
        public void sendBallotTo(String peer, byte[] signedBallot) {}

        @Override
        public void sendLedger(byte[] entries) {}

        @Override
        public void sendLedgerTo(String peer, byte[] entries) {}
      };
}
