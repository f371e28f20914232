package dev.leeward.node;

import dev.leeward.agreement.Decision;
import dev.leeward.topology.ServicePlan;
import dev.leeward.topology.ServiceRecord;
import java.time.Duration;
import java.util.Optional;

/**
 * Rule 3: when a decision is made, whatever it puts out was held for down by a quorum of voters
 * themselves within the time that a ballot may count. A stale, replayed or missing ballot would
 * show here.
 */
final class NoWithdrawalWithoutQuorum implements Invariant {
  /** A ballot's expiry, the delay of its echo and of itself, and the beat on which it is sent. */
  private static final Duration RECENTLY =
      Simulation.EXPIRY.plus(Simulation.UNNOTICED_SUSPEND).plusMillis(1400);

  @Override
  public Optional<String> violation(Simulation simulation, SimulatedInstance instance) {
    for (SimulatedInstance.Made made : instance.made()) {
      Decision decision = made.decided().decision();
      ServicePlan plan =
          instance.loop().settings().topology().service(decision.service()).orElseThrow();
      for (ServiceRecord record : plan.records()) {
        boolean wasIn = made.standing().record(record.id(), record.region()).in();
        if (wasIn && !decision.record(record.id(), record.region()).in()) {
          long saying = votersHoldingDown(simulation, record);
          if (saying < instance.configuration().majority()) {
            return Optional.of(
                record.id()
                    + " went out in term "
                    + decision.term()
                    + " while "
                    + saying
                    + " voters held it for down");
          }
        }
      }
    }
    return Optional.empty();
  }

  private static long votersHoldingDown(Simulation simulation, ServiceRecord record) {
    return simulation.instances.stream()
        .filter(each -> each.heldDownWithin(record.target(), RECENTLY))
        .count();
  }
}
