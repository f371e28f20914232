package dev.leeward.node;

import dev.leeward.failover.Selection;
import dev.leeward.failover.ServiceState;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Rule 4: whoever has the same configuration, ledger and overrides in force serves the same, record
 * by record, wherever and whenever it looks.
 */
final class SameLedgerSameDecision implements Invariant {
  private record Grounds(SimulatedConfiguration configuration, String ledger, Object overrides) {}

  private final Map<Grounds, List<Selection>> served = new HashMap<>();

  @Override
  public Optional<String> violation(Simulation simulation, SimulatedInstance instance) {
    LoopSnapshot now = instance.seen();
    Grounds grounds =
        new Grounds(
            instance.configuration(),
            now.ledger().digest().hex(),
            now.ledger().overridesInForce(now.at().wallMillis()));
    List<Selection> here = now.services().stream().map(ServiceState::selection).toList();
    List<Selection> elsewhere = served.putIfAbsent(grounds, here);
    return elsewhere == null || elsewhere.equals(here)
        ? Optional.empty()
        : Optional.of("serves " + here + ", with the same ledger was served " + elsewhere);
  }
}
