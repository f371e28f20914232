package dev.leeward.node;

import dev.leeward.agreement.ServiceBallot;
import dev.leeward.agreement.Vote;
import java.util.List;
import java.util.Optional;

/**
 * A long time after everything works again and nothing is forced, all have the same ledger and
 * serve what the policy says of healthy regions, and every voter says that they are. A decision
 * plane that only ever holds would break no other rule.
 */
final class TruthInTheEnd implements Invariant {
  @Override
  public Optional<String> inTheEnd(Simulation simulation) {
    if (ConvergesAfterHeal.ledgers(simulation).size() > 1) {
      return Optional.of("ledgers differ");
    }
    for (SimulatedInstance instance : simulation.instances) {
      List<String> expected =
          switch (instance.configuration().behaviour().policy()) {
            case FAILOVER -> SimulatedConfiguration.REGIONS.subList(0, 1);
            case SPREAD -> SimulatedConfiguration.REGIONS;
          };
      List<String> served = instance.served(SimulatedConfiguration.WWW);
      if (!served.equals(expected)) {
        return Optional.of(instance.name + " serves " + served + " though everything works");
      }
      Optional<String> unsure = unsure(instance);
      if (unsure.isPresent()) {
        return unsure;
      }
    }
    return Optional.empty();
  }

  /** Who says of nothing that it is down, and of nothing that it is up either, is no voter. */
  private static Optional<String> unsure(SimulatedInstance instance) {
    for (LoopSnapshot.VoterNow voter : instance.seenNow().voters()) {
      if (voter.newest() == null) {
        return Optional.of(instance.name + " has nothing from " + voter.name());
      }
      for (ServiceBallot service : voter.newest().services()) {
        if (!service.votes().stream().allMatch(Vote.UP::equals)) {
          return Optional.of(
              voter.name()
                  + " says "
                  + service.votes()
                  + " to "
                  + instance.name
                  + " of what works");
        }
      }
    }
    return Optional.empty();
  }
}
