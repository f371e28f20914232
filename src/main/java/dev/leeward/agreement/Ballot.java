package dev.leeward.agreement;

import dev.leeward.topology.Digest;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * All opinions of one voter and what it proposes.
 *
 * @param bootEpoch of the voter's process, higher after every restart
 * @param number rises with every ballot of one boot epoch
 * @param wallMillis the voter's wall clock; shown, never counted with
 * @param abstains whether the voter doubts its own eyes: its opinions are then not counted
 * @param echoes the newest ballot it has from every other voter
 * @param remarks why targets are not simply up; shown, never counted
 * @param sighting of a drill; null while there is none
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
    List<Remark> remarks,
    @Nullable Sighting sighting) {
  /** Without a drill. */
  public Ballot(
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
    this(
        cluster,
        voter,
        bootEpoch,
        number,
        wallMillis,
        electorate,
        ledger,
        abstains,
        services,
        echoes,
        remarks,
        null);
  }

  public Ballot {
    services = List.copyOf(services);
    echoes = List.copyOf(echoes);
    remarks = List.copyOf(remarks);
  }

  /**
   * Whether both say the same but for numbers, time and remarks: what does not change needs no
   * ballot before the next beat. Who is not heard is news, for those who can help.
   */
  public boolean saysTheSameAs(Ballot other) {
    return abstains == other.abstains
        && electorate.equals(other.electorate)
        && ledger.equals(other.ledger)
        && services.equals(other.services)
        && unheard().equals(other.unheard())
        && seesTheSameAs(other);
  }

  private boolean seesTheSameAs(Ballot other) {
    return sighting == null || other.sighting == null
        ? sighting == other.sighting
        : sighting.saysTheSameAs(other.sighting);
  }

  /** Voters whose ballots it has, but not from themselves. */
  Set<String> unheard() {
    Set<String> unheard = new TreeSet<>();
    for (Echo echo : echoes) {
      if (!echo.heard()) {
        unheard.add(echo.voter());
      }
    }
    return unheard;
  }

  /** What its voter saw of a drill, beside it. */
  public Ballot with(Sighting seen) {
    return with(echoes, seen);
  }

  Ballot with(List<Echo> otherEchoes) {
    return with(otherEchoes, sighting);
  }

  private Ballot with(List<Echo> otherEchoes, @Nullable Sighting seen) {
    return new Ballot(
        cluster,
        voter,
        bootEpoch,
        number,
        wallMillis,
        electorate,
        ledger,
        abstains,
        services,
        otherEchoes,
        remarks,
        seen);
  }

  public boolean isNewerThan(Ballot other) {
    return bootEpoch != other.bootEpoch ? bootEpoch > other.bootEpoch : number > other.number;
  }
}
