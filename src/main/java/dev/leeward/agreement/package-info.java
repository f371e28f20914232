/**
 * Ballots to verdicts, proposals to agreed decisions: pure functions of (electorate, ballots,
 * ledger, now).
 *
 * <p>May import {@code topology}.
 */
@NullMarked
package dev.leeward.agreement;

import org.jspecify.annotations.NullMarked;
