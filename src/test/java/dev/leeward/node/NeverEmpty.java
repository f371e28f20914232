package dev.leeward.node;

import dev.leeward.dns.RecordType;
import java.util.Optional;

/** Rule 2: a name that has records in its zone always has an answer. */
final class NeverEmpty implements Invariant {
  @Override
  public Optional<String> violation(Simulation simulation, SimulatedInstance instance) {
    boolean answered = instance.serving().current().steering().at(0).rrset(RecordType.A) != null;
    return answered ? Optional.empty() : Optional.of("no A records are served");
  }
}
