package dev.leeward.agreement;

/**
 * Whether a signature over some content was made with the private half of a public key. Never
 * throws.
 */
public interface SignatureCheck {
  /**
   * @param publicKey raw, in base64, as in {@link Voter#publicKeys}
   */
  boolean isBy(String publicKey, byte[] content, byte[] signature);

  default boolean isBy(Voter voter, byte[] content, byte[] signature) {
    return voter.publicKeys().stream().anyMatch(key -> isBy(key, content, signature));
  }
}
