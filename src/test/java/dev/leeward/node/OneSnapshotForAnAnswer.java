package dev.leeward.node;

import dev.leeward.serving.ServingState;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Rule 1: what is published is whole - steering for every steered name of these very zones - and
 * never goes back.
 */
final class OneSnapshotForAnAnswer implements Invariant {
  private final Map<Object, Long> generations = new HashMap<>();

  @Override
  public Optional<String> violation(Simulation simulation, SimulatedInstance instance) {
    ServingState state = instance.serving().current();
    Long before = generations.put(instance.serving(), state.generation());
    if (before != null && before > state.generation()) {
      return Optional.of("generation " + before + " -> " + state.generation());
    }
    if (state.zones() != instance.loop().settings().zones()) {
      return Optional.of("zones of another configuration are served");
    }
    int services = instance.loop().settings().topology().services().size();
    return state.steering().names().size() == services
        ? Optional.empty()
        : Optional.of("steering for " + state.steering().names().size() + " names of " + services);
  }
}
