package dev.leeward.node;

import dev.leeward.agreement.Ballot;
import dev.leeward.agreement.Ledger;
import dev.leeward.agreement.Moment;
import dev.leeward.agreement.Tally;
import dev.leeward.failover.Downtime;
import dev.leeward.failover.ServiceState;
import dev.leeward.failover.Uptime;
import dev.leeward.health.Doubt;
import dev.leeward.health.TargetHealth;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The decision plane at one moment, immutable, for whoever shows it.
 *
 * @param services in the order of the configuration
 * @param tallies by service
 * @param targets that are voted on
 * @param probed the same, but of hosts each address
 * @param uptime how long each record's verdict has been up
 * @param downtime how long it has been down, of services whose withdrawal has a hold
 * @param termMillis wall clock of decisions by service and term, as far as known
 * @param refused ballots and ledger entries that were rejected
 */
record LoopSnapshot(
    Moment at,
    DecisionSettings settings,
    Ledger ledger,
    List<ServiceState> services,
    Map<String, Tally> tallies,
    List<TargetHealth> targets,
    List<TargetHealth> probed,
    Set<Doubt> doubts,
    List<VoterNow> voters,
    Uptime uptime,
    Downtime downtime,
    Map<String, Map<Long, Long>> termMillis,
    boolean silenced,
    long refused) {
  /**
   * A voter as seen from here.
   *
   * @param newest null when none has come
   * @param age since it came or, of mine, went
   * @param ignored because it equivocated
   */
  record VoterNow(
      String name,
      @Nullable Ballot newest,
      @Nullable Duration age,
      boolean fresh,
      boolean ignored,
      boolean self) {}

  /** The same with what there is of each target. */
  LoopSnapshot with(List<TargetHealth> voted, List<TargetHealth> all, Uptime up, Downtime down) {
    return new LoopSnapshot(
        at,
        settings,
        ledger,
        services,
        tallies,
        voted,
        all,
        doubts,
        voters,
        up,
        down,
        termMillis,
        silenced,
        refused);
  }

  /** Voters whose ballots count now. */
  long freshVoters() {
    return voters.stream().filter(VoterNow::fresh).count();
  }

  boolean hasQuorum() {
    return freshVoters() >= settings.electorate().quorum();
  }

  /** Instances whose newest ballot carries this very ledger; this one always has it. */
  List<String> havingTheSameLedger() {
    return voters.stream()
        .filter(voter ->
            voter.self()
                || voter.newest() != null && voter.newest().ledger().equals(ledger.digest()))
        .map(VoterNow::name)
        .toList();
  }
}
