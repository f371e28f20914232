package dev.leeward.node;

import dev.leeward.dns.RecordType;
import dev.leeward.serving.SteeredName;
import java.util.Optional;

/** Rule 2: a name that has records in its zone always has an answer. */
final class NeverEmpty implements Invariant {
  @Override
  public Optional<String> violation(Simulation simulation, SimulatedInstance instance) {
    return instance.serving().current().steering().names().stream()
        .filter(name -> name.rrset(RecordType.A) == null)
        .map(SteeredName::owner)
        .findFirst()
        .map(name -> "no A records are served at " + name);
  }
}
