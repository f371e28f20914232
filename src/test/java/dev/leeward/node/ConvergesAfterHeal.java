package dev.leeward.node;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Rule 4: whatever happened, within five seconds after the last fault there is a moment at which
 * all have the same ledger.
 */
final class ConvergesAfterHeal implements Invariant {
  private boolean agreed;

  @Override
  public void heals(Simulation simulation) {
    agreed |= ledgers(simulation).size() == 1;
  }

  @Override
  public Optional<String> fiveSecondsLater(Simulation simulation) {
    return agreed
        ? Optional.empty()
        : Optional.of("five seconds after all faults ended ledgers still differ");
  }

  static Set<String> ledgers(Simulation simulation) {
    return simulation.instances.stream()
        .map(each -> each.loop().ledger().digest().hex())
        .collect(Collectors.toSet());
  }
}
