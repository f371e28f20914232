/**
 * Files to validated settings; reports all errors with their line.
 *
 * <p>May import the owners of {@code *Settings}; the door of Typesafe Config.
 */
@NullMarked
package dev.leeward.config;

import org.jspecify.annotations.NullMarked;
