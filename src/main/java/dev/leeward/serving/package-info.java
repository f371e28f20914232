/**
 * The one place where data plane and decision plane meet.
 *
 * <p>May import {@code dns} and {@code zone}.
 */
@NullMarked
package dev.leeward.serving;

import org.jspecify.annotations.NullMarked;
