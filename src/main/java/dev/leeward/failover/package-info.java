/**
 * Verdicts and policy to proposals; decisions and overrides to steering.
 *
 * <p>May import {@code dns}, {@code topology}, {@code agreement}, {@code serving} and {@code zone}.
 */
@NullMarked
package dev.leeward.failover;

import org.jspecify.annotations.NullMarked;
