package dev.leeward.health;

import dev.leeward.topology.Target;

/**
 * One probe, as it is begun.
 *
 * @param number rises by one with each probe of the target
 * @param startedNanos on the decision loop's monotonic clock
 */
public record ProbeStart(Target target, CheckSettings check, long number, long startedNanos) {
  /** The moment at which no answer has become a result. */
  public long deadlineNanos() {
    return startedNanos + check.timing().timeout().toNanos();
  }

  @Override
  public String toString() {
    return target + "#" + number;
  }
}
