package dev.leeward.health;

import dev.leeward.topology.Target;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a gauge shows of a target. Thousands are read at every scrape, so nothing of its last probes
 * is here.
 *
 * @param voted whether voters vote on it; of a host they do, and not on its addresses
 * @param probed whether it is probed itself; of a host its addresses are
 * @param capacity as the endpoint told it last; null where it tells none
 * @param timeout of its next probe
 */
public record TargetReading(
    Target target,
    boolean voted,
    boolean probed,
    Opinion.State state,
    @Nullable Double capacity,
    Duration timeout) {
  TargetReading notVoted() {
    return new TargetReading(target, false, probed, state, capacity, timeout);
  }
}
