/**
 * Bytes to messages and back; bounded, never throws on hostile input.
 *
 * <p>May import {@code dns}.
 */
@NullMarked
package dev.leeward.wire;

import org.jspecify.annotations.NullMarked;
