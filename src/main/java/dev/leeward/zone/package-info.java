/**
 * Master file to checked, immutable, compiled index.
 *
 * <p>May import {@code dns}; the door of dnsjava.
 */
@NullMarked
package dev.leeward.zone;

import org.jspecify.annotations.NullMarked;
