package dev.leeward.cluster;

import io.vertx.core.Vertx;
import java.time.InstantSource;

/**
 * What a peer link works with.
 *
 * @param clock for display only
 */
public record LinkParts(
    Vertx vertx, InstanceKey key, PeerInbox inbox, LinkObserver observer, InstantSource clock) {}
