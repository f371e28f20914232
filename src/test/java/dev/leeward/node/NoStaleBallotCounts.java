package dev.leeward.node;

import dev.leeward.agreement.Ballot;
import dev.leeward.agreement.SignedBallot;
import dev.leeward.agreement.Tally;
import dev.leeward.topology.ServicePlan;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Rule 3: whatever ballot is counted, in a verdict or for a decision made here, was really sent
 * within the expiry: by the sender's own hand and the simulation's clock, not by any echo.
 */
final class NoStaleBallotCounts implements Invariant {
  private static final Duration OLDEST = Simulation.EXPIRY.plus(Simulation.UNNOTICED_SUSPEND);

  @Override
  public Optional<String> violation(Simulation simulation, SimulatedInstance instance) {
    for (SimulatedInstance.Made made : instance.made()) {
      for (SignedBallot ballot : made.decided().certificate()) {
        if (isStale(simulation, ballot.ballot())) {
          return Optional.of("decided with a stale ballot: " + ballot);
        }
      }
    }
    LoopSnapshot now = instance.seen();
    for (LoopSnapshot.VoterNow voter : now.voters()) {
      if (!voter.self() && isCounted(voter.name(), now) && isStale(simulation, voter.newest())) {
        return Optional.of("counts a stale ballot: " + voter.newest());
      }
    }
    return Optional.empty();
  }

  private static boolean isCounted(String voter, LoopSnapshot now) {
    for (ServicePlan plan : now.settings().topology().services()) {
      Tally tally = now.tallies().get(plan.service().name());
      if (tally != null && tally.votesOn(plan.targets().getFirst()).containsKey(voter)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isStale(Simulation simulation, @Nullable Ballot ballot) {
    if (ballot == null) {
      return true;
    }
    Long sent = simulation.instance(ballot.voter()).sentNanos(ballot);
    return sent == null || simulation.nowNanos() - sent > OLDEST.toNanos();
  }
}
