package dev.leeward.health;

import java.util.function.Consumer;

/** The port through which endpoints are touched. */
public interface Prober {
  /**
   * Begins a probe and returns at once. {@code done} gets the result exactly once, by the probe's
   * timeout counted from this call, on any thread, possibly before this call returns.
   */
  void probe(ProbeStart start, Consumer<ProbeResult> done);
}
