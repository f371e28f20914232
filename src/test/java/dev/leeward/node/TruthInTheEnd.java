package dev.leeward.node;

import java.util.List;
import java.util.Optional;

/**
 * A long time after everything works again and nothing is forced, all have the same ledger and
 * serve what the policy says of healthy regions. A decision plane that only ever holds would break
 * no other rule.
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
    }
    return Optional.empty();
  }
}
