package dev.leeward.agreement;

import java.time.Duration;

/**
 * How instances agree.
 *
 * @param quorum how many voters must say the same
 * @param beat between ballots that say nothing new
 * @param ballotExpiry how old the echo in a ballot that counts may be
 * @param coldStartWait how long a start asks its peers for their ledger before it answers
 */
public record AgreementSettings(
    int quorum, Duration beat, Duration ballotExpiry, Duration coldStartWait) {}
