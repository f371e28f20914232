package dev.leeward.cluster;

import java.time.Duration;

/** Sees what ballots tell of the ways between voters. Called on the decision loop's thread. */
public interface BallotObserver {
  BallotObserver NONE = new BallotObserver() {};

  /**
   * A new ballot of that voter echoes one of mine.
   *
   * @param age since mine was sent
   * @param isFirst whether no earlier ballot of that voter echoed it: the age is then the round
   *     trip, with the voter's wait for its next ballot
   */
  default void echoed(String voter, Duration age, boolean isFirst) {}

  /** A new ballot of that voter came through another one. */
  default void cameThroughAnother(String voter) {}

  /** A ballot of that voter was passed on to the peer, who does not hear it. */
  default void passedOn(String peer, String voter) {}
}
