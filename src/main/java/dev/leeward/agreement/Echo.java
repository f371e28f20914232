package dev.leeward.agreement;

/**
 * The newest ballot seen from a voter. The boot epoch is part of it: after a restart numbers begin
 * anew.
 *
 * @param heard whether the voter itself was heard lately; else its ballots come through others, if
 *     at all
 */
public record Echo(String voter, long bootEpoch, long number, boolean heard) {
  public Echo(String voter, long bootEpoch, long number) {
    this(voter, bootEpoch, number, true);
  }

  boolean isOlderThan(Ballot ballot) {
    return bootEpoch != ballot.bootEpoch()
        ? bootEpoch < ballot.bootEpoch()
        : number < ballot.number();
  }
}
