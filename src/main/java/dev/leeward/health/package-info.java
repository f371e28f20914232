/**
 * Probes on schedule; results to opinions.
 *
 * <p>May import {@code topology}; a door of Vert.x.
 */
@NullMarked
package dev.leeward.health;

import org.jspecify.annotations.NullMarked;
