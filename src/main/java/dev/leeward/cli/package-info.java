/**
 * The command line: client commands speak only HTTP, the others call {@code node} and {@code demo}.
 *
 * <p>May import {@code node} and {@code demo}; the door of picocli and Jackson.
 */
@NullMarked
package dev.leeward.cli;

import org.jspecify.annotations.NullMarked;
