package dev.leeward.health;

/** One way to probe an address; called on the attempt's event loop, returns at once. */
interface Probing<C extends NetworkCheck> {
  void begin(Aim<C> aim, ProbeAttempt attempt);
}
