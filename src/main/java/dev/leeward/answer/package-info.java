/**
 * One query to one response, reads as RFC 1034 section 4.3.2; no I/O, time is a parameter.
 *
 * <p>May import {@code dns}, {@code wire}, {@code zone} and {@code serving}.
 */
@NullMarked
package dev.leeward.answer;

import org.jspecify.annotations.NullMarked;
