package dev.leeward.node;

import java.util.Optional;

/** What must hold at every instance after every event, however wild the schedule. */
interface Invariant {
  /** What is wrong now; empty when nothing is. */
  Optional<String> violation(Simulation simulation, SimulatedInstance instance);
}
