/**
 * Sockets: UDP and TCP; framing, limits, back-pressure.
 *
 * <p>May import {@code answer}; a door of Vert.x, and of java.lang.foreign for UDP's batched calls.
 */
@NullMarked
package dev.leeward.listener;

import org.jspecify.annotations.NullMarked;
