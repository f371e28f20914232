/**
 * Counts everything, from outside.
 *
 * <p>May import the planes above it; the door of Micrometer.
 */
@NullMarked
package dev.leeward.metrics;

import org.jspecify.annotations.NullMarked;
