/**
 * The words of DNS as values.
 *
 * <p>May import nothing.
 */
@NullMarked
package dev.leeward.dns;

import org.jspecify.annotations.NullMarked;
