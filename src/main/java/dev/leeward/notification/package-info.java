/**
 * Tells people what was agreed, once for the whole cluster: who sends, when again, and what was
 * sent.
 *
 * <p>May import nothing of Leeward: {@code node} hands it what happened and who the others are.
 */
@NullMarked
package dev.leeward.notification;

import org.jspecify.annotations.NullMarked;
