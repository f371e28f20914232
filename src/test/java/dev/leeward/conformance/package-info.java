/**
 * What the RFCs say, by RFC: a zone, a question, the answer; and what other servers say.
 *
 * <p>May import everything: these are tests.
 */
@NullMarked
package dev.leeward.conformance;

import org.jspecify.annotations.NullMarked;
