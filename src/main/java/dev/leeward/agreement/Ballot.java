package dev.leeward.agreement;

import dev.leeward.topology.Digest;
import java.util.List;

/**
 * All opinions of one voter and what it proposes.
 *
 * @param bootEpoch of the voter's process, higher after every restart
 * @param number rises with every ballot of one boot epoch
 * @param wallMillis the voter's wall clock; shown, never counted with
 * @param abstains whether the voter doubts its own eyes: its opinions are then not counted
 * @param echoes the newest ballot it has from every other voter
 * @param remarks why targets are not simply up; shown, never counted
 */
public record Ballot(
    String cluster,
    String voter,
    long bootEpoch,
    long number,
    long wallMillis,
    Digest electorate,
    Digest ledger,
    boolean abstains,
    List<ServiceBallot> services,
    List<Echo> echoes,
    List<Remark> remarks) {
  public Ballot {
    services = List.copyOf(services);
    echoes = List.copyOf(echoes);
    remarks = List.copyOf(remarks);
  }

  /**
   * Whether both say the same but for number, time, echoes and remarks: what does not change needs
   * no ballot before the next beat.
   */
  public boolean saysTheSameAs(Ballot other) {
    return abstains == other.abstains
        && electorate.equals(other.electorate)
        && ledger.equals(other.ledger)
        && services.equals(other.services);
  }

  public boolean isNewerThan(Ballot other) {
    return bootEpoch != other.bootEpoch ? bootEpoch > other.bootEpoch : number > other.number;
  }
}
