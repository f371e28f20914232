/**
 * Regions, endpoints, services, instances: static facts.
 *
 * <p>May import {@code dns} and {@code zone}.
 */
@NullMarked
package dev.leeward.topology;

import org.jspecify.annotations.NullMarked;
