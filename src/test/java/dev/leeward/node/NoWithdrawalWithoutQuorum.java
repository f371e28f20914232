package dev.leeward.node;

import dev.leeward.agreement.Decision;
import dev.leeward.topology.ServicePlan;
import dev.leeward.topology.ServiceRecord;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Rule 3: when a decision is made, whatever it puts out was held for down by a quorum of voters themselves within the time that a
 * ballot may count. A stale, replayed or missing ballot would show here.
 */
final class NoWithdrawalWithoutQuorum implements Invariant {
  /** A ballot's expiry, the delay of its echo and of itself, and the beat on which it is sent. */
  private static final Duration RECENTLY = Simulation.EXPIRY.plusMillis(1400);

  private final Set<String> known = new HashSet<>();

  @Override
  public Optional<String> violation(Simulation simulation, SimulatedInstance instance) {
    ServicePlan plan = instance.loop().settings().topology().services().getFirst();
    Decision decision = instance.loop().ledger().decision(Simulation.SERVICE);
    if (!known.add(decision.digest().hex())) {
      return Optional.empty();
    }
    for (ServiceRecord record : plan.records()) {
      if (decision.record(record.id(), record.region()).sinceTerm() == decision.term()
          && !decision.record(record.id(), record.region()).in()) {
        long saying = simulation.instances.stream().filter(each -> each.saidDownWithin(record.target(), RECENTLY)).count();
        if (saying < simulation.electorate().quorum()) {
          return Optional.of(record.id() + " went out in term " + decision.term() + " while " + saying + " voters held it for down");
        }
      }
    }
    return Optional.empty();
  }
}
