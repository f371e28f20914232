package dev.leeward.agreement;

import java.util.List;

/**
 * An instance whose ballots count.
 *
 * @param publicKeys raw Ed25519 keys in base64; any of them verifies, so that a key can be rolled
 */
public record Voter(String name, List<String> publicKeys) {
  public Voter {
    publicKeys = List.copyOf(publicKeys);
  }
}
