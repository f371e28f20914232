/**
 * Three instances and two regions in one process.
 *
 * <p>May import {@code node}; a door of Vert.x.
 */
@NullMarked
package dev.leeward.demo;

import org.jspecify.annotations.NullMarked;
