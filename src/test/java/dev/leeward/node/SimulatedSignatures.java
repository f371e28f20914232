package dev.leeward.node;

import dev.leeward.agreement.SignatureCheck;
import dev.leeward.agreement.Signer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Signatures that nobody in the simulation forges, a thousand times faster than real ones. A voter's public key is its name. */
final class SimulatedSignatures implements SignatureCheck {
  static Signer signer(String name) {
    return content -> sign(name, content);
  }

  private static byte[] sign(String name, byte[] content) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-512");
      digest.update(name.getBytes(StandardCharsets.UTF_8));
      return digest.digest(content);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public boolean isBy(String publicKey, byte[] content, byte[] signature) {
    return MessageDigest.isEqual(sign(publicKey, content), signature);
  }
}
