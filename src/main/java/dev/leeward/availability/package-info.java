/**
 * How available each service is from outside: what the other instances' public addresses answer.
 *
 * <p>May import {@code dns} and {@code serving}; nothing that decides may import it.
 */
@NullMarked
package dev.leeward.availability;

import org.jspecify.annotations.NullMarked;
