package dev.leeward.node;

import dev.leeward.topology.Endpoint;
import java.util.ArrayList;
import java.util.List;

/**
 * The endpoints and what is wrong with them, by address or for a whole region. Faults may overlap.
 */
final class SimulatedWorld {
  private final List<String> refusing = new ArrayList<>();
  private final List<String> hanging = new ArrayList<>();

  /** Until the result is run. */
  Runnable refuse(String endpointOrRegion) {
    refusing.add(endpointOrRegion);
    return () -> refusing.remove(endpointOrRegion);
  }

  Runnable hang(String endpointOrRegion) {
    hanging.add(endpointOrRegion);
    return () -> hanging.remove(endpointOrRegion);
  }

  void heal() {
    refusing.clear();
    hanging.clear();
  }

  boolean refuses(Endpoint endpoint) {
    return isIn(refusing, endpoint);
  }

  boolean hangs(Endpoint endpoint) {
    return isIn(hanging, endpoint);
  }

  private static boolean isIn(List<String> faults, Endpoint endpoint) {
    return !faults.isEmpty()
        && (faults.contains(endpoint.region()) || faults.contains(endpoint.toString()));
  }
}
