package dev.leeward.agreement;

import dev.leeward.topology.Digest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a ballot says about one service.
 *
 * @param targets digest of the voter's target list for the service
 * @param votes one a target, in the list's order
 * @param proposal digest of the decision that the voter derives from the verdicts; null when it is
 *     content with the standing one
 */
public record ServiceBallot(
    String service, Digest targets, List<Vote> votes, @Nullable Digest proposal) {
  public ServiceBallot {
    votes = List.copyOf(votes);
  }
}
