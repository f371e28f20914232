/**
 * Assembly and life cycle, the decision loop, reload, stop.
 *
 * <p>May import everything but {@code cli} and {@code demo}.
 */
@NullMarked
package dev.leeward.node;

import org.jspecify.annotations.NullMarked;
