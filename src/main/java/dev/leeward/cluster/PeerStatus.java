package dev.leeward.cluster;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The link to one peer, for display.
 *
 * @param connected whether both connections stand
 * @param since when that began or ended; null before the first connection
 * @param reconnects how often both connections stood again after the first time
 * @param lastError why it was not or is not connected
 */
public record PeerStatus(
    String peer,
    boolean connected,
    @Nullable Instant since,
    long octetsSent,
    long octetsReceived,
    long reconnects,
    @Nullable String lastError) {}
