package dev.leeward.health;

import dev.leeward.topology.Target;
import java.time.Duration;

/**
 * One probe, as it is begun.
 *
 * @param number rises by one with each probe of the target
 * @param startedNanos on the decision loop's monotonic clock
 * @param timeout after which no answer is a result
 */
public record ProbeStart(
    Target target, CheckSettings check, long number, long startedNanos, Duration timeout) {
  public ProbeStart(Target target, CheckSettings check, long number, long startedNanos) {
    this(target, check, number, startedNanos, check.timing().timeout());
  }

  /** The moment at which no answer has become a result. */
  public long deadlineNanos() {
    return startedNanos + timeout.toNanos();
  }

  @Override
  public String toString() {
    return target + "#" + number;
  }
}
