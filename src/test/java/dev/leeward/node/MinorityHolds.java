package dev.leeward.node;

import java.time.Duration;
import java.util.Optional;

/**
 * Rule 3: who has not exchanged ballots both ways with a quorum within the expiry decides nothing,
 * whatever its ballots claim. Counted by the network's own book.
 */
final class MinorityHolds implements Invariant {
  private static final Duration LONGEST = Simulation.EXPIRY.plus(Simulation.UNNOTICED_SUSPEND);

  @Override
  public Optional<String> violation(Simulation simulation, SimulatedInstance instance) {
    if (instance.made().isEmpty()) {
      return Optional.empty();
    }
    long since = simulation.nowNanos() - LONGEST.toNanos();
    long heard = 1 + simulation.network.answeringSince(instance, since);
    return heard >= instance.configuration().majority()
        ? Optional.empty()
        : Optional.of(
            "decided "
                + instance.made().getFirst().decided().key()
                + " among "
                + heard
                + " of "
                + instance.configuration().voters().size());
  }
}
