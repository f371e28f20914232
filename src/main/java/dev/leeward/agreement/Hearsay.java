package dev.leeward.agreement;

import java.util.Set;

/**
 * What is known beside what arrives.
 *
 * @param self whose ledger it comes into
 * @param settled whether a quorum was seen to run this electorate: none smaller decides any more
 * @param carriers voters whose fresh ballots carry exactly what arrived as their ledger
 */
public record Hearsay(String self, boolean settled, Set<String> carriers) {
  public Hearsay {
    carriers = Set.copyOf(carriers);
  }
}
