/**
 * Queries and their answers, written down aside: dnstap or text, to a file or a socket. What it
 * cannot keep up with it drops and counts.
 *
 * <p>May import {@code listener}, which offers it every exchange, and what an exchange is made of.
 */
@NullMarked
package dev.leeward.querylog;

import org.jspecify.annotations.NullMarked;
