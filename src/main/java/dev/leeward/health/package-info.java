/**
 * Probes on schedule; results to opinions.
 *
 * <p>May import {@code topology} and {@code dns}; a door of Vert.x, and of java.lang.foreign for
 * echo requests.
 */
@NullMarked
package dev.leeward.health;

import org.jspecify.annotations.NullMarked;
