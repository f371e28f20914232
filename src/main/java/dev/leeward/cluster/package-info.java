/**
 * Peer link and replicated map: carries ballots and the ledger; decides nothing.
 *
 * <p>May import {@code topology} and {@code agreement}; the door of Hazelcast and BouncyCastle, a
 * door of Vert.x.
 */
@NullMarked
package dev.leeward.cluster;

import org.jspecify.annotations.NullMarked;
