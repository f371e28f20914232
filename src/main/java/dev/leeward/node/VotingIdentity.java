package dev.leeward.node;

import dev.leeward.agreement.SignatureCheck;
import dev.leeward.agreement.Signer;
import java.time.Duration;

/**
 * Who votes here, and how.
 *
 * @param name of this instance
 * @param bootEpoch above that of every earlier start
 * @param beat between ballots that say nothing new
 * @param ballotExpiry how old the echo in a fresh ballot may be
 */
record VotingIdentity(
    String name,
    long bootEpoch,
    Signer signer,
    SignatureCheck signatures,
    Duration beat,
    Duration ballotExpiry) {}
