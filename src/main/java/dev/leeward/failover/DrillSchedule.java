package dev.leeward.failover;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A drill that is begun by itself.
 *
 * @param service null for all
 * @param lasts how long
 * @param shadow whether no answer changes
 */
public record DrillSchedule(
    String name,
    String region,
    @Nullable String service,
    Duration lasts,
    Cadence cadence,
    boolean shadow) {}
