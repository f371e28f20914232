package dev.leeward.cluster;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Base64;

/**
 * What proves who this instance is: signs its ballots and is its side of the link's TLS.
 *
 * @param privateKey Ed25519
 * @param certificate self-signed over the same key; its name and dates mean nothing
 */
public record InstanceKey(PrivateKey privateKey, X509Certificate certificate) {
  public InstanceKey {
    if (PublicKeys.rawOf(certificate.getPublicKey()).isEmpty()) {
      throw new IllegalArgumentException("the certificate's key is not Ed25519");
    }
  }

  /** The 32 octets. */
  public byte[] rawPublicKey() {
    return PublicKeys.rawOf(certificate.getPublicKey()).orElseThrow();
  }

  /** The 32 octets in base64, as in {@code Instance.publicKeys}. */
  public String publicKeyBase64() {
    return Base64.getEncoder().encodeToString(rawPublicKey());
  }

  /** {@code ed25519:...} as in the configuration. */
  public String publicKeyText() {
    return PublicKeys.text(rawPublicKey());
  }

  @Override
  public String toString() {
    return "InstanceKey[" + publicKeyText() + "]";
  }
}
