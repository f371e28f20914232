/**
 * Verdicts and policy to proposals; decisions and overrides to steering.
 *
 * <p>May import {@code dns}, {@code topology}, {@code agreement} and {@code serving}.
 */
@NullMarked
package dev.leeward.failover;

import org.jspecify.annotations.NullMarked;
