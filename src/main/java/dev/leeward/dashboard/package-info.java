/**
 * What the API says, as pages for people: HTML from the same views, and no decision of its own.
 *
 * <p>May import control, and the words of dns and failover to ask it by.
 */
@NullMarked
package dev.leeward.dashboard;

import org.jspecify.annotations.NullMarked;
