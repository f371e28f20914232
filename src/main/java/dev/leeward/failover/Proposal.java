package dev.leeward.failover;

import dev.leeward.agreement.Decision;
import java.util.List;

/**
 * What a voter would have decided.
 *
 * @param decision the standing one itself when nothing changes
 * @param refusals what else would change if no safety rule stood against it
 */
public record Proposal(Decision decision, List<Refusal> refusals) {
  public Proposal {
    refusals = List.copyOf(refusals);
  }
}
