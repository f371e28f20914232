/**
 * HTTP API: reads snapshots, sends commands.
 *
 * <p>May import the planes above it; the door of Vert.x Web.
 */
@NullMarked
package dev.leeward.control;

import org.jspecify.annotations.NullMarked;
